"""Who is behind the names: one speaker across all articles, and never two people made one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, select, tuple_
from sqlalchemy.orm import Session

from attribution.extraction import NoSpeakerReason
from attribution.extraction import Speaker as NamedSpeaker
from models import Quote, QuoteState, Speaker, SpeakerAlias
from services.errors import Conflict, NotFound
from services.history import record_event
from services.locks import hold_names
from services.names import drop_titles, fold_name, is_full_name, is_proper_name, tidy_name
from services.paging import Page, PageRequest, decode_cursor, encode_cursor
from services.validation import check_characters, check_line, check_optional_line, invalid

__all__ = [
    "SpeakerSummary",
    "UnresolvedSpeaker",
    "add_speaker",
    "find_speakers",
    "fold_name",
    "get_speaker",
    "get_speaker_summary",
    "list_speakers",
    "name_keys",
    "resolve_speaker",
]

KINDS = ("person", "organization", "group", "unknown")
_LONGEST_NAME = 300
_QID = re.compile(r"Q[1-9][0-9]{0,17}")


class UnresolvedSpeaker(Exception):
    """It cannot be told who is meant, for `reason`; `candidates` are the names of those it may be."""

    def __init__(self, reason: NoSpeakerReason, candidates: Sequence[str]) -> None:
        super().__init__(f"{reason}: {', '.join(candidates)}")
        self.reason = reason
        self.candidates = tuple(candidates)


@dataclass(frozen=True, slots=True)
class SpeakerSummary:
    """A speaker and the number of their active quotes."""

    speaker: Speaker
    quote_count: int


def name_keys(speaker: NamedSpeaker) -> list[str]:
    """The keys of all names by which an article's speaker may be looked up or stored."""
    keys = [fold_name(speaker.name)]
    if speaker.kind not in ("group", "unknown"):
        keys += [fold_name(alias) for alias in speaker.aliases if is_full_name(alias)]
    return list(dict.fromkeys(keys))


def resolve_speaker(session: Session, speaker: NamedSpeaker, *, article_id: int | None = None) -> Speaker:
    """The stored speaker behind a speaker in an article; a new one if there is none yet.

    The article's fullest name decides: it must be the name or an alias of exactly one stored speaker of the same
    kind (or where one of the kinds is unknown). Failing that, the other full names the article uses may say who
    it is, if they agree. Full names that nobody else goes by become aliases.

    A surname alone leads to a stored speaker only where somebody made it an alias (`add_speaker`); else it makes
    a speaker of that one article, found again by `article_id`, and never joined with the same surname elsewhere.
    Unnamed groups ("health officials") are one speaker by their name.

    Raises UnresolvedSpeaker: `ambiguous_name` when several stored speakers go by the fullest name,
    `unresolved_description` for words that name nobody ("the mayor") and are nobody's alias.
    """
    name, *others = name_keys(speaker)
    hold_names(session, [name, *others])
    found = _choose(_speakers_named(session, [name], speaker.kind), speaker, others)
    if found is None and others:
        known = _speakers_named(session, others, speaker.kind)
        found = known[0] if len(known) == 1 else None
    if found is None and speaker.kind != "group" and not is_proper_name(speaker.name):
        raise UnresolvedSpeaker("unresolved_description", [tidy_name(speaker.name)])
    is_bare = speaker.kind in ("person", "unknown") and not is_full_name(speaker.name)
    if found is None and is_bare and article_id is not None:
        found = _bare_in_article(session, name, article_id)
    if found is None:
        found = Speaker(name=_display_name(speaker.name), kind=speaker.kind, description=speaker.description)
        found.aliases.append(SpeakerAlias(name=found.name, name_key=name, identifies=not is_bare))
        session.add(found)
    if not is_bare:
        _add_aliases(session, found, speaker, [name, *others])
    session.flush()
    return found


def find_speakers(session: Session, name: str) -> list[Speaker]:
    """Everybody a reader may mean by a name: those who go by exactly it, then those whose names end in it.

    Case, accents and titles do not count. An empty list when nobody fits.
    """
    check_characters("speaker", name)
    whole = fold_name(name)
    for key in dict.fromkeys((whole, drop_titles(whole))):
        if not key:
            continue
        exact = SpeakerAlias.name_key == key
        ending = SpeakerAlias.name_key.endswith(" " + key, autoescape=True)
        found = [*_with_alias(session, exact), *_with_alias(session, ending)]
        if found:
            return list(dict.fromkeys(found))
    return []


def get_speaker(session: Session, speaker_id: int) -> Speaker:
    """The speaker. Raises NotFound."""
    speaker = session.get(Speaker, speaker_id)
    if speaker is None:
        raise NotFound(f"There is no speaker {speaker_id}.")
    return speaker


def get_speaker_summary(session: Session, speaker_id: int) -> SpeakerSummary:
    """The speaker with the number of their active quotes. Raises NotFound."""
    speaker = get_speaker(session, speaker_id)
    return SpeakerSummary(speaker, _count_quotes(session, [speaker]).get(speaker.id, 0))


def list_speakers(
    session: Session, *, q: str | None = None, kind: str | None = None, page: PageRequest
) -> Page[SpeakerSummary]:
    """Speakers by name. `q` is looked for in all their names, as they are spelled or without accents and case.

    Raises InvalidCursor.
    """
    list_name = f"speakers:{kind}:{q}"
    query = select(Speaker).order_by(Speaker.name, Speaker.id).limit(page.limit + 1)
    if kind is not None:
        query = query.where(Speaker.kind == kind)
    if q is not None:
        named = SpeakerAlias.name_key.contains(fold_name(check_characters("q", q)), autoescape=True)
        query = query.where(Speaker.id.in_(select(SpeakerAlias.speaker_id).where(named)))
    if page.cursor is not None:
        last_name, last_id = decode_cursor(list_name, page.cursor, [str, int])
        query = query.where(tuple_(Speaker.name, Speaker.id) > tuple_(last_name, last_id))
    found = session.scalars(query).all()
    speakers = found[: page.limit]
    counts = _count_quotes(session, speakers)
    items = [SpeakerSummary(speaker, counts.get(speaker.id, 0)) for speaker in speakers]
    if len(found) <= page.limit:
        return Page(items, None)
    return Page(items, encode_cursor(list_name, [speakers[-1].name, speakers[-1].id]))


def add_speaker(
    session: Session,
    *,
    name: str,
    kind: str,
    aliases: Sequence[str] = (),
    wikidata_qid: str | None = None,
    description: str | None = None,
    actor: str,
) -> Speaker:
    """Add a speaker by hand, or complete the one that is there: by QID, or by name and kind.

    What is stored already stays; aliases, QID and description that are missing are added. Raises InvalidInput, and
    Conflict when several stored speakers have the name and kind. A QID that differs makes it somebody else.
    """
    name = check_line("name", name, _LONGEST_NAME)
    if kind not in KINDS:
        raise invalid("kind", f"must be one of {', '.join(KINDS)}.")
    if wikidata_qid is not None and not _QID.fullmatch(wikidata_qid):
        raise invalid("wikidata_qid", "must be a Wikidata item such as Q3052772.")
    names = {
        fold_name(each): each for each in (check_line("aliases", alias, _LONGEST_NAME) for alias in aliases)
    }
    names = {fold_name(name): name, **names}
    hold_names(session, names)
    speaker = _known_speaker(session, fold_name(name), kind, wikidata_qid)
    is_new = speaker is None
    if speaker is None:
        speaker = Speaker(name=name, kind=kind)
        session.add(speaker)
    before = _describe(speaker)
    speaker.wikidata_qid = speaker.wikidata_qid or wikidata_qid
    speaker.description = speaker.description or check_optional_line("description", description, 1000)
    present = {alias.name_key for alias in speaker.aliases}
    for key, alias in names.items():
        if key not in present:
            speaker.aliases.append(SpeakerAlias(name=alias, name_key=key))
    session.flush()
    after = _describe(speaker)
    if is_new or before != after:
        record_event(
            session,
            actor=actor,
            action="created" if is_new else "updated",
            subject_kind="speaker",
            subject_id=speaker.id,
            before=None if is_new else before,
            after=after,
            reason=None,
        )
    return speaker


def _known_speaker(session: Session, name_key: str, kind: str, wikidata_qid: str | None) -> Speaker | None:
    if wikidata_qid is not None:
        speaker = session.scalar(select(Speaker).where(Speaker.wikidata_qid == wikidata_qid))
        if speaker is not None:
            return speaker
    same = [
        speaker
        for speaker in _with_alias(session, and_(SpeakerAlias.name_key == name_key, SpeakerAlias.identifies))
        if speaker.kind == kind and (wikidata_qid is None or speaker.wikidata_qid is None)
    ]
    # The one whose own name it is comes before one who merely also goes by it.
    own = [speaker for speaker in same if fold_name(speaker.name) == name_key] or same
    if len(own) > 1:
        raise Conflict(
            f"There are {len(own)} speakers of this name; give the Wikidata item of the one you mean."
        )
    return own[0] if own else None


def _describe(speaker: Speaker) -> dict[str, object]:
    return {
        "name": speaker.name,
        "kind": speaker.kind,
        "wikidata_qid": speaker.wikidata_qid,
        "description": speaker.description,
        "aliases": [alias.name for alias in speaker.aliases],
    }


def _choose(found: Sequence[Speaker], speaker: NamedSpeaker, others: Iterable[str]) -> Speaker | None:
    """The one that is meant among the speakers who go by the fullest name. Raises UnresolvedSpeaker."""
    if len(found) > 1:
        same_kind = [candidate for candidate in found if candidate.kind == speaker.kind]
        found = same_kind if len(same_kind) == 1 and speaker.kind != "unknown" else found
    if len(found) > 1:
        also = set(others)
        agreeing = [each for each in found if also & {alias.name_key for alias in each.aliases}]
        found = agreeing if len(agreeing) == 1 else found
    if len(found) > 1:
        raise UnresolvedSpeaker("ambiguous_name", [candidate.name for candidate in found])
    return found[0] if found else None


def _speakers_named(session: Session, keys: Sequence[str], kind: str) -> list[Speaker]:
    named = _with_alias(session, and_(SpeakerAlias.name_key.in_(keys), SpeakerAlias.identifies))
    return [each for each in named if kind == "unknown" or each.kind in (kind, "unknown")]


def _bare_in_article(session: Session, name_key: str, article_id: int) -> Speaker | None:
    """The speaker whom this article was found to name by nothing but this surname when it was read before."""
    quoted = select(Quote.speaker_id).where(Quote.article_id == article_id)
    bare = and_(SpeakerAlias.name_key == name_key, SpeakerAlias.identifies.is_(False))
    known = _with_alias(session, and_(bare, SpeakerAlias.speaker_id.in_(quoted)))
    return known[0] if known else None


def _with_alias(session: Session, condition: ColumnElement[bool]) -> list[Speaker]:
    ids = select(SpeakerAlias.speaker_id).where(condition)
    return list(session.scalars(select(Speaker).where(Speaker.id.in_(ids)).order_by(Speaker.id)))


def _add_aliases(session: Session, found: Speaker, speaker: NamedSpeaker, keys: Sequence[str]) -> None:
    spelled = {fold_name(each): each for each in (*reversed(speaker.aliases), speaker.name)}
    present = {alias.name_key for alias in found.aliases}
    for key in keys:
        # A name that somebody else goes by would make it lead to neither from then on.
        if key not in present and not _with_alias(session, SpeakerAlias.name_key == key):
            found.aliases.append(SpeakerAlias(name=_display_name(spelled[key]), name_key=key))


def _display_name(name: str) -> str:
    return tidy_name(name)[:_LONGEST_NAME] or "?"


def _count_quotes(session: Session, speakers: Sequence[Speaker]) -> dict[int, int]:
    counted = session.execute(
        select(Quote.speaker_id, func.count())
        .where(Quote.speaker_id.in_([speaker.id for speaker in speakers]), Quote.state == QuoteState.ACTIVE)
        .group_by(Quote.speaker_id)
    )
    return {speaker_id: count for speaker_id, count in counted if speaker_id is not None}
