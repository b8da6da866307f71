"""The speakers that are known: added by hand, listed, and found by what a reader calls them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, tuple_
from sqlalchemy.orm import Session

from models import Quote, QuoteState, Speaker, SpeakerAlias, SpeakerNameSpelling
from models.name_words import surname_of, word_number
from services.errors import Conflict, Merged, NotFound
from services.history import record_event
from services.locks import hold_names
from services.name_vocabulary import PARTICLES, SUFFIXES
from services.names import fold_name, is_description, tidy_name
from services.near_names import NearReading, read_near_name
from services.office_holders import find_office_holders
from services.paging import Page, PageRequest, decode_cursor, encode_cursor
from services.speaker_decisions import denied_names
from services.speaker_redirects import follow_speaker, has_kind, led_away
from services.typed_names import typed_keys
from services.validation import check_characters, check_line, check_optional_line, invalid

KINDS = ("person", "organization", "group", "unknown")
_LONGEST_NAME = 300
_QID = re.compile(r"Q[1-9][0-9]{0,17}")


@dataclass(frozen=True, slots=True)
class SpeakerSummary:
    """A speaker and the number of their active quotes."""

    speaker: Speaker
    quote_count: int


def find_speakers(session: Session, name: str, *, by_office: bool = True) -> list[Speaker]:
    """Everybody a reader may mean by a name; an empty list when nobody fits.

    Those who go by exactly this name, or by it without the titles and offices around it. If it stands for nobody on its
    own, for it is a surname, persons whose names end in it follow. An office with its place ("foreign minister of
    Torland") is looked for in what is known of each person, unless `by_office` is false. Case and accents do not count. A name that only comes near
    is another one; see `services.near_names`.
    """
    check_characters("speaker", name)
    for key in typed_keys(name):
        found = _find_by_key(session, key)
        if found:
            return found
    return find_office_holders(session, name) if by_office else []


def _find_by_key(session: Session, key: str) -> list[Speaker]:
    exact = SpeakerAlias.name_key == key
    identified = speakers_with(session, and_(exact, SpeakerAlias.identifies))
    if identified:
        return identified
    found = speakers_with(session, exact)
    if not is_description(key):
        # By their last word first, of which there is an index.
        spelled = SpeakerNameSpelling.spelling == word_number(surname_of(key))
        # "Velden" is the surname of "Otto Velden Jr." too.
        is_surname = PARTICLES.issuperset(key.split()[:-1])
        endings = [key, *(f"{key} {suffix}" for suffix in sorted(SUFFIXES) if is_surname)]
        ending = and_(
            SpeakerAlias.id.in_(select(SpeakerNameSpelling.alias_id).where(spelled)),
            or_(*(SpeakerAlias.name_key.endswith(" " + each, autoescape=True) for each in endings)),
        )
        found += [each for each in speakers_with(session, ending) if each.kind == "person"]
    return list(dict.fromkeys(found))


def speakers_with(session: Session, condition: ColumnElement[bool]) -> list[Speaker]:
    """The speakers one of whose names fulfils a condition, oldest first."""
    ids = select(SpeakerAlias.speaker_id).where(condition)
    return list(session.scalars(select(Speaker).where(Speaker.id.in_(ids)).order_by(Speaker.id)))


def get_speaker(session: Session, speaker_id: int) -> Speaker:
    """The speaker. Raises NotFound, and Merged for one that is part of another."""
    speaker = session.get(Speaker, speaker_id)
    if speaker is None:
        raise NotFound(f"There is no speaker {speaker_id}.")
    refuse_merged(session, speaker_id)
    return speaker


def refuse_merged(session: Session, speaker_id: int) -> None:
    """Raise Merged for a speaker that is part of another by now."""
    leads_to = follow_speaker(session, speaker_id)
    if leads_to != speaker_id:
        raise Merged(f"Speaker {speaker_id} is part of speaker {leads_to}.", merged_into=leads_to)


def get_speaker_summary(session: Session, speaker_id: int) -> SpeakerSummary:
    """The speaker with the number of their active quotes. Raises NotFound and Merged."""
    speaker = get_speaker(session, speaker_id)
    return SpeakerSummary(speaker, _count_quotes(session, [speaker]).get(speaker.id, 0))


def read_listed_name(session: Session, q: str) -> NearReading | None:
    """How `list_speakers` reads words that stand in nobody's name and that nobody is called by; else None."""
    if session.scalar(_named(q).limit(1)) is not None or find_speakers(session, q):
        return None
    return read_near_name(session, q)


def list_speakers(
    session: Session,
    *,
    q: str | None = None,
    read_as: NearReading | None = None,
    kind: str | None = None,
    page: PageRequest,
) -> Page[SpeakerSummary]:
    """Speakers by name, without those that are part of another.

    `q` is looked for in all their names, as they are spelled or without accents and case, and whoever is called so
    without titles is found too; `read_as` is how `read_listed_name` reads it. Raises InvalidCursor.
    """
    list_name = f"speakers:{kind}:{q}"
    query = select(Speaker).where(Speaker.id.not_in(led_away()))
    query = query.order_by(Speaker.name, Speaker.id).limit(page.limit + 1)
    if kind is not None:
        query = query.where(Speaker.kind == kind)
    if q is not None:
        called = read_as.speakers if read_as is not None else find_speakers(session, q)
        query = query.where(
            or_(Speaker.id.in_(_named(q)), Speaker.id.in_([speaker.id for speaker in called]))
        )
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


def _named(q: str) -> Select[int]:
    """The numbers of the speakers in one of whose names the words stand."""
    named = SpeakerAlias.name_key.contains(fold_name(check_characters("q", q)), autoescape=True)
    return select(SpeakerAlias.speaker_id).where(named)


def add_speaker(
    session: Session,
    *,
    name: str,
    kind: str,
    aliases: Sequence[str] = (),
    searched_as: Sequence[str] = (),
    wikidata_qid: str | None = None,
    description: str | None = None,
    actor: str,
) -> Speaker:
    """Add a speaker by hand, or complete the one that is there: by QID, or by name and kind.

    Each of `aliases` means this speaker wherever it stands alone in an article; by those of `searched_as` a search
    finds the speaker, but an article may mean somebody else (a surname that many share). What is stored already
    stays; names, QID and description that are missing are added, but for names that were taken from the speaker by a
    correction or a split, which a list that is loaded again must not bring back. Raises InvalidInput, and Conflict when several
    stored speakers have the name and kind. A QID that differs makes it somebody else.
    """
    name = check_name("name", name)
    if kind not in KINDS:
        raise invalid("kind", f"must be one of {', '.join(KINDS)}.")
    if wikidata_qid is not None:
        check_qid(wikidata_qid)
    searched = {fold_name(each): each for each in (check_name("searched_as", alias) for alias in searched_as)}
    identifying = {fold_name(each): each for each in (check_name("aliases", alias) for alias in aliases)}
    # First, and as it is given as the name, whatever other spelling of it is among the aliases.
    identifying = {fold_name(name): name, **identifying, fold_name(name): name}
    hold_names(session, {**searched, **identifying})
    speaker = _known_speaker(session, fold_name(name), kind, wikidata_qid)
    is_new = speaker is None
    if speaker is None:
        speaker = Speaker(name=name, kind=kind)
        session.add(speaker)
    denied = set() if is_new else denied_names(session, speaker)
    before = describe_speaker(speaker)
    speaker.wikidata_qid = speaker.wikidata_qid or wikidata_qid
    speaker.description = speaker.description or check_optional_line("description", description, 1000)
    for names, identifies in ((identifying, True), (searched, False)):
        for key, alias in names.items():
            if key not in denied:
                _add_name(speaker, key, alias, identifies=identifies)
    session.flush()
    after = describe_speaker(speaker)
    if is_new or before != after:
        record_event(
            session,
            actor=actor,
            action="created" if is_new else "updated",
            subject_kind="speaker",
            subject_id=speaker.id,
            before=None if is_new else before,
            after=after,
        )
    return speaker


def check_name(field: str, value: str) -> str:
    """A name that a person gives, with its spacing evened out and nothing that cannot be seen. Raises InvalidInput."""
    # Checked again, for a name may be nothing but characters that cannot be seen.
    return check_line(field, tidy_name(check_characters(field, value)), _LONGEST_NAME)


def check_qid(value: str) -> str:
    """The number of a Wikidata item unchanged. Raises InvalidInput for what cannot be one."""
    if not _QID.fullmatch(value):
        raise invalid("wikidata_qid", "must be a Wikidata item such as Q3052772.")
    return value


def _add_name(speaker: Speaker, key: str, name: str, *, identifies: bool) -> None:
    present = next((alias for alias in speaker.aliases if alias.name_key == key), None)
    if present is None:
        speaker.aliases.append(
            SpeakerAlias(name=name, name_key=key, identifies=identifies, decided_by="human")
        )
    elif present.decided_by == "machine":
        present.identifies, present.decided_by = present.identifies or identifies, "human"


def _known_speaker(session: Session, name_key: str, kind: str, wikidata_qid: str | None) -> Speaker | None:
    if wikidata_qid is not None:
        speaker = session.scalar(select(Speaker).where(Speaker.wikidata_qid == wikidata_qid))
        if speaker is not None:
            return speaker
    same = [
        speaker
        for speaker in speakers_with(
            session, and_(SpeakerAlias.name_key == name_key, SpeakerAlias.identifies)
        )
        if (wikidata_qid is None or speaker.wikidata_qid is None) and has_kind(session, speaker, kind)
    ]
    # The one whose own name it is comes before one who merely also goes by it.
    own = [speaker for speaker in same if fold_name(speaker.name) == name_key] or same
    if len(own) > 1:
        raise Conflict(
            f"There are {len(own)} speakers of this name; give the Wikidata item of the one you mean."
        )
    return own[0] if own else None


def describe_speaker(speaker: Speaker) -> dict[str, object]:
    """A speaker as the history tells it."""
    return {
        "name": speaker.name,
        "kind": speaker.kind,
        "wikidata_qid": speaker.wikidata_qid,
        "description": speaker.description,
        "aliases": [alias.name for alias in speaker.aliases if alias.identifies],
        "searched_as": [alias.name for alias in speaker.aliases if not alias.identifies],
    }


def _count_quotes(session: Session, speakers: Sequence[Speaker]) -> dict[int, int]:
    counted = session.execute(
        select(Quote.speaker_id, func.count())
        .where(Quote.speaker_id.in_([speaker.id for speaker in speakers]), Quote.state == QuoteState.ACTIVE)
        .group_by(Quote.speaker_id)
    )
    return {speaker_id: count for speaker_id, count in counted if speaker_id is not None}
