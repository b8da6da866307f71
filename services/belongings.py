"""What belongs to an API key: saved searches and webhooks, which nobody but the key's holder and administrators see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import SavedSearch, Webhook
from services.errors import Conflict, Gone, NotFound
from services.held_rows import hold_row, require_version
from services.history import record_event
from services.paging import Page, PageRequest, page_by

Belonging = TypeVar("Belonging", SavedSearch, Webhook)


@dataclass(frozen=True, slots=True)
class Belongings(Generic[Belonging]):
    """One kind of such things. Where `api_key_id` is None below, those of every key are meant."""

    model: type[Belonging]
    noun: str
    plural: str
    subject_kind: str

    def find(self, session: Session, number: int, api_key_id: int | None) -> Belonging:
        """The one with this number. Raises NotFound, also for somebody else's, and Gone (with `withdrawn_at`) for one that was deleted."""
        return self._checked(session.get(self.model, number), number, api_key_id)

    def hold(
        self, session: Session, number: int, api_key_id: int | None, expected_version: int | None
    ) -> Belonging:
        """The same, locked until the transaction ends. Raises VersionMismatch too, unless no version is expected."""
        held = self._checked(hold_row(session, self.model, self.model.id == number), number, api_key_id)
        require_version(f"{self.noun.capitalize()} {number}", held.version, expected_version)
        return held

    def list(self, session: Session, api_key_id: int | None, page: PageRequest) -> Page[Belonging]:
        """Those that were not deleted, oldest first. Raises InvalidCursor."""
        query = select(self.model).where(self.model.deleted_at.is_(None))
        if api_key_id is not None:
            query = query.where(self.model.api_key_id == api_key_id)
        return page_by(session, query, self.model.id, self.plural.replace(" ", "-"), page)

    def refuse_more(self, session: Session, api_key_id: int, most: int) -> None:
        """Raise Conflict when the key has `most` of them."""
        own = select(func.count()).where(self.model.api_key_id == api_key_id, self.model.deleted_at.is_(None))
        if (session.scalar(own) or 0) >= most:
            raise Conflict(f"This key has {most} {self.plural}, as many as a key may have; delete one.")

    def record(
        self,
        session: Session,
        changed: Belonging,
        action: str,
        before: Mapping[str, Any] | None,
        after: Mapping[str, Any] | None,
        actor: str,
    ) -> None:
        """Tell the history of a change."""
        record_event(
            session,
            actor=actor,
            action=action,
            subject_kind=self.subject_kind,
            subject_id=changed.id,
            before=before,
            after=after,
        )

    def _checked(self, found: Belonging | None, number: int, api_key_id: int | None) -> Belonging:
        if found is None or api_key_id not in {None, found.api_key_id}:
            raise NotFound(f"There is no {self.noun} {number} of yours.")
        if found.deleted_at is not None:
            raise Gone(
                f"{self.noun.capitalize()} {number} was deleted.",
                withdrawn_at=found.deleted_at.isoformat(),
                reason=None,
            )
        return found
