"""Who is behind an article's names: one speaker across all articles, and never two people made one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from attribution.extraction import NoSpeakerReason
from attribution.extraction import Speaker as NamedSpeaker
from models import Quote, Speaker, SpeakerAlias
from services.history import record_event
from services.locks import hold_names
from services.names import (
    fold_name,
    is_description,
    is_full_name,
    is_proper_name,
    is_telling_name,
    may_be_one,
    offices_in,
    tidy_name,
)
from services.speaker_decisions import denied_names, merged_in_article, told_apart_in_article
from services.speaker_redirects import has_kind
from services.speakers import speakers_with

_LONGEST_NAME = 300


class UnresolvedSpeaker(Exception):
    """It cannot be told who is meant, for `reason`; `candidates` are the names of those it may be."""

    def __init__(self, reason: NoSpeakerReason, candidates: Sequence[str]) -> None:
        super().__init__(f"{reason}: {', '.join(candidates)}")
        self.reason = reason
        self.candidates = tuple(candidates)


def name_keys(speaker: NamedSpeaker) -> list[str]:
    """The keys of all names by which an article's speaker may be looked up or stored."""
    keys = [fold_name(speaker.name)]
    if _is_telling(speaker):
        keys += [
            fold_name(alias)
            for alias in speaker.aliases
            if is_full_name(alias) and not is_description(alias) and fold_name(alias)
        ]
    return list(dict.fromkeys(keys))


def resolve_speaker(
    session: Session,
    speaker: NamedSpeaker,
    *,
    actor: str,
    article_id: int | None = None,
    beside: Collection[NamedSpeaker] = (),
) -> Speaker:
    """The stored speaker behind a speaker in an article; a new one if there is none yet.

    The article's fullest name decides: it must be the name or an alias of exactly one stored speaker of the same
    kind (or where one of the kinds is unknown). Failing that, the other full names the article uses may say who
    it is, if they lead to one speaker whose fullest names agree with the article's. Names that agree become aliases;
    others are kept for finding the speaker and identify nobody. The history tells, under `actor`, of every speaker
    and alias that is added. What people decided holds: a speaker that was merged into another is that one, under every
    name and kind it had, and a name that was taken from a speaker does not come back.

    A surname alone leads to a stored speaker only where somebody made it an alias (`add_speaker`) and the article
    says nothing else: an office that is not theirs, or, among the speakers `beside`, somebody else of the surname.
    Otherwise it makes a speaker of that one article, found again by `article_id`, and never joined with the same
    surname elsewhere. So does a description with capitals ("Prime Minister", "Supreme Court"). Unnamed groups
    ("health officials") are one speaker by their name.

    Raises UnresolvedSpeaker: `ambiguous_name` when several stored speakers go by the fullest name,
    `unresolved_description` for words that name nobody ("the mayor") and are nobody's alias.
    """
    name, *others = name_keys(speaker)
    hold_names(session, [name, *others])
    is_telling = _is_telling(speaker)
    named = _speakers_named(session, [name], speaker.kind)
    found = _choose(session, named, speaker, others, article_id)
    if found is not None and not is_telling and _is_denied(found, speaker, beside):
        found = None
    if found is None and others:
        known = [
            each
            for each in _speakers_named(session, others, speaker.kind)
            if _agrees(each, speaker.name) and name not in denied_names(session, each)
        ]
        found = known[0] if len(known) == 1 else None
    if found is None and speaker.kind != "group" and not is_proper_name(speaker.name):
        raise UnresolvedSpeaker("unresolved_description", [tidy_name(speaker.name)])
    if found is None and not is_telling and article_id is not None:
        found = _bare_in_article(session, name, speaker, article_id)
    if found is None:
        found = Speaker(name=_display_name(speaker.name), kind=speaker.kind, description=speaker.description)
        found.aliases.append(SpeakerAlias(name=found.name, name_key=name, identifies=is_telling))
        session.add(found)
        session.flush()
        _record(session, found, actor, "created", {"name": found.name, "kind": found.kind}, article_id)
    if is_telling:
        for alias in _add_aliases(session, found, speaker, [name, *others]):
            added = {"alias": alias.name, "identifies": alias.identifies}
            _record(session, found, actor, "alias_added", added, article_id)
    session.flush()
    return found


def _is_telling(speaker: NamedSpeaker) -> bool:
    """Whether the name alone means the same in every article."""
    return is_telling_name(speaker.name, speaker.kind)


def _is_denied(found: Speaker, speaker: NamedSpeaker, beside: Iterable[NamedSpeaker]) -> bool:
    """Whether the article speaks against a surname's being the stored person's."""
    here, known = offices_in(speaker.description or ""), offices_in(found.description or "")
    if here and known and here.isdisjoint(known):
        return True
    ending = " " + fold_name(speaker.name)
    names = {alias.name_key for alias in found.aliases}
    return any(
        f" {key}".endswith(ending) and key not in names and not _agrees(found, other.name)
        for other in beside
        if is_full_name(other.name) and other.kind == "person"
        for key in [fold_name(other.name)]
    )


def _agrees(found: Speaker, name: str) -> bool:
    """Whether a full name contradicts none of those by which articles or people know a stored speaker.

    Several spellings that people entered need not agree with each other, so one of them is enough.
    """
    full = [
        alias
        for alias in found.aliases
        if alias.identifies
        and (alias.decided_by == "machine" or alias.name == found.name or is_full_name(alias.name))
    ]
    by_hand = [may_be_one(alias.name, name) for alias in full if alias.decided_by == "human"]
    return (not by_hand or any(by_hand)) and all(
        may_be_one(alias.name, name) for alias in full if alias.decided_by == "machine"
    )


def _choose(
    session: Session,
    found: Sequence[Speaker],
    speaker: NamedSpeaker,
    others: Iterable[str],
    article_id: int | None,
) -> Speaker | None:
    """The one that is meant among the speakers who go by the fullest name. Raises UnresolvedSpeaker."""
    if len(found) > 1:
        same_kind = [candidate for candidate in found if candidate.kind == speaker.kind]
        found = same_kind if len(same_kind) == 1 and speaker.kind != "unknown" else found
    if len(found) > 1:
        also = set(others)
        agreeing = [each for each in found if also & {alias.name_key for alias in each.aliases}]
        found = agreeing if len(agreeing) == 1 else found
    if len(found) > 1 and article_id is not None:
        # Whoever split a namesake off looked through the quotes of the one, and left that one the others.
        here = told_apart_in_article(session, found, article_id)
        found = here if len(here) == 1 else found
    if len(found) > 1:
        raise UnresolvedSpeaker("ambiguous_name", [candidate.name for candidate in found])
    return found[0] if found else None


def _speakers_named(session: Session, keys: Sequence[str], kind: str) -> list[Speaker]:
    named = speakers_with(session, and_(SpeakerAlias.name_key.in_(keys), SpeakerAlias.identifies))
    return [
        each for each in named if kind == "unknown" or each.kind == "unknown" or has_kind(session, each, kind)
    ]


def _bare_in_article(
    session: Session, name_key: str, speaker: NamedSpeaker, article_id: int
) -> Speaker | None:
    """The speaker whom this article was found to name by nothing but this name when it was read before.

    Of several, the one of the same kind and description ("Coach Velden", "Judge Velden"). Raises UnresolvedSpeaker
    when that leaves several.
    """
    quoted = select(Quote.speaker_id).where(Quote.article_id == article_id)
    bare = and_(
        SpeakerAlias.name_key == name_key,
        SpeakerAlias.identifies.is_(False),
        SpeakerAlias.decided_by == "machine",
    )
    known = speakers_with(session, and_(bare, SpeakerAlias.speaker_id.in_(quoted)))
    # Whom it was found to name, and who that is by now.
    own = [(each, each) for each in known]
    own += merged_in_article(session, name_key, article_id)
    own = [(named, now) for named, now in own if has_kind(session, named, speaker.kind)]
    alike = [pair for pair in own if pair[0].description == speaker.description] or own
    alike_now = list(dict.fromkeys(now for _, now in alike))
    if len(alike_now) > 1:
        raise UnresolvedSpeaker("ambiguous_name", [candidate.name for candidate in alike_now])
    return alike_now[0] if alike_now else None


def _add_aliases(
    session: Session, found: Speaker, speaker: NamedSpeaker, keys: Sequence[str]
) -> list[SpeakerAlias]:
    spelled = {fold_name(each): each for each in (*reversed(speaker.aliases), speaker.name)}
    present = {alias.name_key for alias in found.aliases}
    if present.issuperset(keys):
        return []
    denied = denied_names(session, found)
    added = []
    for key in keys:
        # The name of somebody else would lead to neither from then on; one that only articles gave somebody else
        # may well do so, for it tells the two apart no more.
        if key in present or key in denied or _is_taken(session, key):
            continue
        identifies = _agrees(found, spelled[key])
        added.append(SpeakerAlias(name=_display_name(spelled[key]), name_key=key, identifies=identifies))
        found.aliases.append(added[-1])
    return added


def _is_taken(session: Session, key: str) -> bool:
    holders = speakers_with(session, and_(SpeakerAlias.name_key == key, SpeakerAlias.identifies))
    return any(
        fold_name(holder.name) == key or alias.decided_by == "human"
        for holder in holders
        for alias in holder.aliases
        if alias.name_key == key
    )


def _display_name(name: str) -> str:
    return tidy_name(name)[:_LONGEST_NAME] or "?"


def _record(
    session: Session,
    speaker: Speaker,
    actor: str,
    action: str,
    after: dict[str, object],
    article_id: int | None,
) -> None:
    record_event(
        session,
        actor=actor,
        action=action,
        subject_kind="speaker",
        subject_id=speaker.id,
        before=None,
        after={**after, "article_id": article_id},
    )
