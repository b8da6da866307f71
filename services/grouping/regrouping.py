"""Groups are kept in step with the quotes, in the transaction that changes these."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.orm import Session

from models import Quote, QuoteGroup, QuoteState, QuoteWording, SessionFactory, UngroupedQuote
from services.grouping.families import CarriedQuote, form_groups
from services.grouping.wording_rows import HangingWordings, WordingGraph, in_pieces, write_wordings
from services.grouping.wordings import Wording
from services.locks import hold_groups

_BATCH = 200


def regroup_quotes(session: Session, quote_ids: Iterable[int]) -> None:
    """Bring the groups of these quotes up to date, and those of all that they were or now are grouped with.

    Call it as the last thing in a transaction that stores quotes or changes their text, type, speaker, moment or state:
    it waits for others who do so with the same speakers, and holds these until the transaction ends. Called again it
    changes nothing, and what comes of it does not depend on the order of calls, but where there is too much to compare. For each quote it looks at the
    wordings that share a rare word with it, and at the quotes that have one of those it hangs together with.
    """
    session.flush()
    numbers = sorted(set(quote_ids))
    hold_groups(session, _speakers(session, numbers))
    for some in in_pieces(numbers):
        touched, former = write_wordings(session, some)
        graph = WordingGraph(session)
        plan = _Plan(session, former, graph)
        for number in sorted(touched):
            if number in touched:
                hanging = graph.around(number)
                touched.difference_update(hanging.wordings)
                plan.add(hanging)
        plan.carry_out()
    _forget_loaded(session)


def regroup_article(session: Session, article_id: int) -> None:
    """`regroup_quotes` for all quotes of an article: those that are served, and those that were."""
    grouped = select(QuoteWording.quote_id).where(QuoteWording.quote_id == Quote.id).exists()
    quotes = select(Quote.id).where(
        Quote.article_id == article_id, or_(Quote.state == QuoteState.ACTIVE, grouped)
    )
    session.flush()
    regroup_quotes(session, session.scalars(quotes).all())


def group_earlier_quotes(sessions: SessionFactory, *, most: int | None = None) -> int:
    """Group what was stored before there were groups, in small transactions; answers how many quotes were looked at.

    With `most` at least one and about that many, else all. Several at once share the work. `sessions` must be able to
    write.
    """
    done = 0
    while most is None or done < most:
        with sessions.begin() as session:
            waiting = select(UngroupedQuote.quote_id).order_by(UngroupedQuote.quote_id).limit(_BATCH)
            numbers = session.scalars(waiting.with_for_update(skip_locked=True)).all()
            session.execute(delete(UngroupedQuote).where(UngroupedQuote.quote_id.in_(numbers)))
            regroup_quotes(session, numbers)
        if not numbers:
            break
        done += len(numbers)
    return done


def _speakers(session: Session, quote_ids: Sequence[int]) -> set[int]:
    """Those who say the quotes now, and those who said them when they were grouped."""
    found: set[int | None] = set()
    for some in in_pieces(quote_ids):
        found.update(session.scalars(select(Quote.speaker_id).where(Quote.id.in_(some)).distinct()))
        grouped = select(QuoteWording.speaker_id).where(QuoteWording.quote_id.in_(some))
        found.update(session.scalars(grouped.distinct()))
    return {number for number in found if number is not None}


class _Plan:
    """The groups that some quotes will be in; written all at once, since a number may go from one to another."""

    def __init__(self, session: Session, former: set[int], graph: WordingGraph) -> None:
        self._session = session
        self._comparisons = graph.comparisons
        self._seen: set[int] = set()
        self._former = former
        self._groups: dict[int, list[CarriedQuote]] = {}
        self._changed: dict[int, int | None] = {}

    def add(self, hanging: HangingWordings) -> None:
        """Group the quotes that have these wordings."""
        wordings: dict[int, Collection[Wording]] = dict(hanging.wordings)
        stored = self._carrying(wordings)
        new = {number for number in stored.values() if number is not None}
        while new and not hanging.are_all:
            # Others of their groups must not stay behind in them: they too are one with equal words only.
            beside = self._wordings_of(new) - wordings.keys() - self._seen
            wordings |= dict.fromkeys(beside, ())
            carried = self._carrying(beside)
            new = {number for number in carried.values() if number is not None} - set(stored.values())
            stored |= carried
        formed = form_groups(wordings, stored, self._comparisons, only_equal=hanging.only_equal)
        groups = {min(quote.quote_id for quote in group): group for group in formed}
        wanted = {quote.quote_id: number for number, group in groups.items() for quote in group}
        for quote, number in stored.items():
            if wanted.get(quote.quote_id) != number:
                self._changed[quote.quote_id] = wanted.get(quote.quote_id)
        self._seen.update(wordings)
        self._groups |= groups
        self._former |= {number for number in stored.values() if number is not None}

    def carry_out(self) -> None:
        """Write it."""
        for some in in_pieces(self._groups):
            # Before the quotes, which refer to them.
            known = set(self._session.scalars(select(QuoteGroup.id).where(QuoteGroup.id.in_(some))))
            rows = [(number, _described(self._groups[number])) for number in some]
            new = [{"id": number, **values} for number, values in rows if number not in known]
            if new:
                self._session.execute(insert(QuoteGroup), new)
            for number, values in rows:
                if number in known:
                    self._session.execute(update(QuoteGroup).where(QuoteGroup.id == number).values(**values))
        if self._changed:
            # By primary key, row by row in one go.
            self._session.execute(
                update(QuoteWording),
                [{"quote_id": quote, "group_id": number} for quote, number in self._changed.items()],
            )
        for some in in_pieces(self._former - self._groups.keys()):
            self._session.execute(delete(QuoteGroup).where(QuoteGroup.id.in_(some)))

    def _carrying(self, wordings: Iterable[int]) -> dict[CarriedQuote, int | None]:
        columns = (QuoteWording.quote_id, QuoteWording.wording, QuoteWording.said_at, QuoteWording.group_id)
        found: dict[CarriedQuote, int | None] = {}
        for some in in_pieces(wordings):
            rows = self._session.execute(select(*columns).where(QuoteWording.wording.in_(some)))
            found |= {CarriedQuote(quote, number, said_at): group for quote, number, said_at, group in rows}
        return found

    def _wordings_of(self, groups: Iterable[int]) -> set[int]:
        """The wordings in these groups."""
        found: set[int] = set()
        for some in in_pieces(groups):
            wordings = select(QuoteWording.wording).where(QuoteWording.group_id.in_(some)).distinct()
            found.update(self._session.scalars(wordings))
        return found


def _described(group: Sequence[CarriedQuote]) -> dict[str, int]:
    return {"size": len(group), "first_quote_id": group[0].quote_id}


def _forget_loaded(session: Session) -> None:
    """Let what was loaded of groups be loaded again when it is asked for."""
    for row in list(session.identity_map.values()):
        if isinstance(row, Quote):
            session.expire(row, ["wording"])
        elif isinstance(row, QuoteWording | QuoteGroup):
            session.expire(row)
