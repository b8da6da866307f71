"""Targets: propositions that quotes are for or against."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import TypedDict, Unpack

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from attribution.stance import Proposal, is_same_side, propose
from models import WORDING, Job, Quote, QuoteState, Target
from services.errors import Conflict, NotFound
from services.held_rows import hold_row, require_version
from services.history import record_event
from services.names import fold_name
from services.paging import Page, PageRequest, page_by
from services.validation import check_line, check_optional_line, check_optional_text, invalid

_LIST = "targets"
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_SLUG = 80
_MOST_TERMS = 50
_LONGEST_PROPOSITION = 500
_LONGEST_NOTES = 2000


class TargetChange(TypedDict, total=False):
    """What to change in a target; what has no key stays, and None empties what may be empty."""

    proposition: str
    inverse: str | None
    terms: Sequence[str]
    notes: str | None


def create_target(
    session: Session,
    *,
    slug: str | None,
    proposition: str,
    terms: Sequence[str],
    actor: str,
    inverse: str | None = None,
    notes: str | None = None,
    tag_at_once: int | None = None,
) -> Target:
    """Add a target, and a job that tags all quotes for it (`tagging_job`): run it after committing.

    Where there are more than `tag_at_once` quotes, the job is marked for the background, where a sweep does it. Without a slug one is made from the proposition. Raises InvalidInput, also for an inverse that the engine reads as
    the same side as the proposition, and Conflict when the slug is taken.
    """
    given: TargetChange = {"proposition": proposition, "inverse": inverse, "terms": terms, "notes": notes}
    target = Target()
    _write(target, given)
    slug = _slug_of(target.proposition) if slug is None else _check_slug(slug)
    target.slug = slug
    taken = f"There is a target {slug!r} already."
    if session.scalar(select(Target.id).where(Target.slug == slug)) is not None:
        raise Conflict(taken)
    try:
        with session.begin_nested():
            session.add(target)
    except IntegrityError as error:
        raise Conflict(taken) from error
    _promise_tagging(session, target, tag_at_once)
    record_event(
        session,
        actor=actor,
        action="created",
        subject_kind="target",
        subject_id=target.id,
        before=None,
        after=_describe(target),
    )
    return target


def update_target(
    session: Session,
    slug: str,
    *,
    actor: str,
    expected_version: int,
    tag_at_once: int | None = None,
    **change: Unpack[TargetChange],
) -> Target:
    """Change a target. A change of its wording makes a job that tags all quotes anew (`tagging_job`), new notes do not.

    `tag_at_once` is that of `create_target`.
    Raises InvalidInput, NotFound, and VersionMismatch when `expected_version` is not the target's version.
    """
    if not _SLUG.fullmatch(slug):
        raise _not_found(slug)
    target = hold_row(session, Target, Target.slug == slug)
    if target is None:
        raise _not_found(slug)
    require_version(f"Target {slug!r}", target.version, expected_version)
    before = _describe(target)
    _write(target, change)
    after = _describe(target)
    if any(after[name] != before[name] for name in WORDING):
        _promise_tagging(session, target, tag_at_once)
    if after != before:
        record_event(
            session,
            actor=actor,
            action="updated",
            subject_kind="target",
            subject_id=target.id,
            before=before,
            after=after,
        )
    return target


@dataclass(frozen=True, slots=True)
class TargetProposal:
    """What a new target could be: its free slug (None if the proposition has no letters for one) and the rest of it."""

    proposition: str
    slug: str | None
    proposal: Proposal


def propose_target(session: Session, proposition: str) -> TargetProposal:
    """How a proposition is read, and what is proposed for a target of it; nothing is stored. Raises InvalidInput."""
    proposition = check_line("proposition", proposition, _LONGEST_PROPOSITION)
    slug = _join_slug(proposition)
    return TargetProposal(proposition, _free_slug(session, slug) if slug else None, propose(proposition))


def get_target(session: Session, slug: str) -> Target:
    """The target. Raises NotFound."""
    target = session.scalar(select(Target).where(Target.slug == slug)) if _SLUG.fullmatch(slug) else None
    if target is None:
        raise _not_found(slug)
    return target


def list_targets(session: Session, *, page: PageRequest) -> Page[Target]:
    """Targets by slug. Raises InvalidCursor."""
    return page_by(session, select(Target), Target.slug, _LIST, page)


def tagging_job(session: Session, target: Target) -> Job:
    """The newest job that tags the quotes for a target; every target has one."""
    return session.scalars(
        select(Job).where(Job.target_id == target.id).order_by(Job.id.desc()).limit(1)
    ).one()


def _promise_tagging(session: Session, target: Target, tag_at_once: int | None) -> None:
    is_background = tag_at_once is not None and _has_more_quotes(session, tag_at_once)
    session.add(Job(kind="tag_target", target_id=target.id, is_background=is_background))
    session.flush()


def _has_more_quotes(session: Session, number: int) -> bool:
    # Not counted: of a million quotes the first few say it.
    active = select(Quote.id).where(Quote.state == QuoteState.ACTIVE)
    return session.scalar(active.limit(1).offset(min(number, 2**31))) is not None


def _describe(target: Target) -> dict[str, object]:
    return {
        "slug": target.slug,
        "proposition": target.proposition,
        "inverse": target.inverse,
        "terms": list(target.terms),
        "notes": target.notes,
    }


def _write(target: Target, change: TargetChange) -> None:
    if "proposition" in change:
        target.proposition = check_line("proposition", change["proposition"], _LONGEST_PROPOSITION)
    if "inverse" in change:
        target.inverse = check_optional_line("inverse", change["inverse"], _LONGEST_PROPOSITION)
    if "terms" in change:
        target.terms = _check_terms(change["terms"])
    if "notes" in change:
        target.notes = check_optional_text("notes", change["notes"], _LONGEST_NOTES)
    if not change.keys().isdisjoint({"proposition", "inverse"}):
        _check_sides(target)


def _check_sides(target: Target) -> None:
    if target.inverse is not None and is_same_side(target.proposition, target.inverse):
        # Such an inverse takes back what the proposition says, so that hardly any side would be left.
        raise invalid(
            "inverse", "is read as the same side as the proposition; word it otherwise, say with “not”."
        )


def _check_slug(slug: str) -> str:
    if len(slug) > _LONGEST_SLUG or not _SLUG.fullmatch(slug):
        raise invalid(
            "slug", f"must be small letters, digits and single hyphens, at most {_LONGEST_SLUG} characters."
        )
    return slug


def _slug_of(proposition: str) -> str:
    slug = _join_slug(proposition)
    if not slug:
        raise invalid("slug", "cannot be made from this proposition; give one.")
    return slug


def _join_slug(proposition: str) -> str:
    words = re.findall("[a-z0-9]+", fold_name(proposition))
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word
        if len(longer) > _LONGEST_SLUG:
            break
        slug = longer
    return slug


def _free_slug(session: Session, slug: str) -> str:
    """The slug, with the first number behind it that is not taken if it is."""
    room = slug[: _LONGEST_SLUG - 5].rstrip("-")
    taken = set(session.scalars(select(Target.slug).where(Target.slug.startswith(room, autoescape=True))))
    numbered = (f"{room}-{number}" for number in count(2))
    return slug if slug not in taken else next(other for other in numbered if other not in taken)


def _check_terms(terms: Sequence[str]) -> list[str]:
    if len(terms) > _MOST_TERMS:
        raise invalid("terms", f"must be at most {_MOST_TERMS}, not {len(terms)}.")
    distinct: dict[str, str] = {}
    for term in terms:
        checked = check_line("terms", term, 100)
        distinct.setdefault(fold_name(checked), checked)
    return list(distinct.values())


def _not_found(slug: str) -> NotFound:
    return NotFound(f"There is no target {slug[:_LONGEST_SLUG]!r}.")
