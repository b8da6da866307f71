"""What a noun phrase says about whom it names: its name, title, kind, gender and number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from attribution.extraction import MentionForm, SpeakerKind
from attribution.lexicon.function_words import (
    COORDINATORS,
    DETERMINERS,
    FEMALE_PRONOUNS,
    MALE_PRONOUNS,
    PLURAL_PRONOUNS,
    PLURAL_QUANTIFIERS,
    PREPOSITIONS,
    PRONOUNS,
    REFLEXIVES,
    RELATIVE_PRONOUNS,
)
from attribution.lexicon.organization_nouns import (
    ORGANIZATION_WORDS,
    PLURAL_PROPER_GROUPS,
    PUBLISHED_THINGS,
)
from attribution.lexicon.person_nouns import (
    AGENT_ENDINGS,
    GROUP_NOUNS,
    HONORIFICS,
    PERSON_NOUNS,
    POST_NOMINALS,
    THINGS_LIKE_AGENTS,
    UNNAMED_PERSON_WORDS,
)
from attribution.speakers.name_kinds import PARTISANS, is_common_noun, is_family, kind_of_name
from attribution.speakers.names import Gender, is_capitalised, is_first_name, parse_person_name
from attribution.speakers.phrase_parts import (
    clause_start,
    complement_start,
    describe,
    head_end,
    is_coordination,
    join_words,
    strip_edges,
    trailing_run,
)
from attribution.speakers.title_complements import TITLE_LINKS, title_with_complement
from attribution.speakers.titles import gender_of_title, is_title_word, split_title
from attribution.speakers.tokens import Token

_ORDINALS = ("second", "third", "fourth", "fifth")
"""Words that after "a" mean one more person: "And a third, Ivo Marsh, said"."""
_LONE_PRONOUNS = ("who", "whom", "he", "she", "i")
"""Those that no noun follows: what does is a clause ("the woman, who like many in the town would not give her name")."""
_NO_CLAUSE = COORDINATORS | {","}
"""What follows a pronoun that stands beside others: "He and Ana Roth"."""
_AGED = re.compile(r"\d{1,3}-year-old")


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """One parsed phrase. Offsets are those of the tokens it was parsed from."""

    form: MentionForm
    kind: SpeakerKind
    head: str
    """Head noun in lower case for a nominal, the pronoun, or the last word of a name."""
    core: tuple[Token, ...]
    """The phrase without apposition, relative clause and parentheses."""
    name: str | None = None
    title: str | None = None
    description: str | None = None
    gender: Gender | None = None
    plural: bool = False


def parse_noun_phrase(tokens: Sequence[Token]) -> NounPhrase:
    """Read a phrase such as "U.S. Secretary of State Mara Velden" or "two aides to the mayor".

    Any words are accepted; those that name nobody known come back as a nominal of kind `unknown`.
    """
    words = strip_edges(tokens)
    if not words:
        return NounPhrase("nominal", "unknown", "", ())
    while len(words) > 1 and words[-1].text.casefold() in REFLEXIVES:
        words = words[:-1]
    if len(words) == 1 and words[0].text.casefold() in PRONOUNS and words[0].text != "US":
        return _pronoun(words)
    following = words[1].text if len(words) > 1 else ""
    if (
        words[0].text.casefold() in _LONE_PRONOUNS
        and following.casefold() not in _NO_CLAUSE
        # "He Lifan" is a name.
        and (words[0].text.islower() or not is_capitalised(following))
    ):
        return _pronoun(words[:1])
    end = clause_start(words[: head_end(words)])
    core, tail = words[:end], words[end:]
    if is_coordination(core, tail):
        return _coordination(words)
    phrase = _parse_core(core, describe(tail))
    someone = phrase.kind == "person" or phrase.head in _ORDINALS
    if phrase.form == "nominal" and someone and len(tail) > 1 and tail[0].text == ",":
        return _name_in_apposition(phrase, tail[1:]) or phrase
    return phrase


def _name_in_apposition(described: NounPhrase, tail: list[Token]) -> NounPhrase | None:
    """The named person a description leads up to: "The campaign's manager, Ivo Marsh"."""
    if tail[0].text.casefold() in RELATIVE_PRONOUNS:
        return None
    end = next((index for index, token in enumerate(tail) if token.text in (",", "(", "—")), len(tail))
    named = _parse_core(tail[:end], None) if end else None
    if named is None or named.form != "named" or named.kind != "person":
        return None
    words = [token for token in described.core if token.text.casefold() not in ("the", "a", "an")]
    gender = named.gender or described.gender
    return replace(named, description=join_words(words), gender=gender)


def _pronoun(words: list[Token]) -> NounPhrase:
    word = words[0].text.casefold()
    gender: Gender | None = "male" if word in MALE_PRONOUNS else "female" if word in FEMALE_PRONOUNS else None
    plural = word in PLURAL_PRONOUNS
    kind: SpeakerKind = "unknown"
    if gender or word in ("i", "me", "my", "myself", "who", "whom"):
        kind = "person"
    elif plural:
        kind = "group"
    elif word in ("it", "its", "itself"):
        kind = "organization"
    return NounPhrase("pronoun", kind, word, tuple(words), gender=gender, plural=plural)


def _coordination(words: list[Token]) -> NounPhrase:
    while len(words) > 1 and words[0].text.casefold() in ("both", "either", "the", "that"):
        words = words[1:]
    capital = any(is_capitalised(word.text) for word in words)
    form: MentionForm = "named" if capital else "nominal"
    return NounPhrase(form, "group", words[-1].text.casefold(), tuple(words), join_words(words), plural=True)


def _parse_core(core: list[Token], description: str | None) -> NounPhrase:
    """Read a phrase without apposition: determiner, title, name, or determiner, modifiers, head, complement."""
    start = 0
    while start < len(core) - 1 and core[start].text.casefold() in DETERMINERS and core[start].text != "US":
        if core[start + 1].text.casefold() == "of":
            break
        start += 1
    determiner = core[start - 1].text.casefold() if start else ""
    numeral = start
    while numeral < len(core) - 1 and (
        core[numeral].text.isdigit() or (core[numeral].text == "," and numeral > start)
    ):
        numeral += 1
    if numeral > start:
        start, determiner = numeral, "many"
    body = core[start:]
    titled = title_with_complement([token.text for token in body])
    if titled is not None and titled < len(body):
        return _parse_named(core, body, [token.text for token in body], titled, len(body), "", description)
    end = complement_start(body)
    if titled is not None:
        end = next(index for index, token in enumerate(body) if token.text in TITLE_LINKS)
        return _parse_nominal(core, [token.text for token in body[:end]], determiner, description)
    lead_words = [token.text for token in body[:end]]
    if title_with_complement(lead_words) == len(lead_words):
        # "the director of the Institute for Peace in Lindau"
        end = next(index for index, token in enumerate(body) if token.text in TITLE_LINKS)
        return _parse_nominal(core, lead_words[:end], determiner, description)
    run = trailing_run(lead_words)
    if run < len(lead_words) and "'s" not in lead_words[run:]:
        return _parse_named(core, body, lead_words, run, end, determiner, description)
    return _parse_nominal(core, lead_words, determiner, description)


def _parse_named(
    core: list[Token],
    body: list[Token],
    words: list[str],
    run: int,
    end: int,
    determiner: str,
    description: str | None,
) -> NounPhrase:
    name_words = words[run:]
    lead = words[:run]
    last = name_words[-1].casefold()
    if len(lead) > 2 and lead[-1] == "the" and lead[-2] in TITLE_LINKS:
        # "head of the Ana Roth Foundation"
        return _parse_nominal(core, lead[:-2], determiner, description)
    if len(words) == 1 and is_common_noun(last, bool(determiner)) and not is_first_name(words[0]):
        return _parse_nominal(core, words, determiner, description)
    if (len(name_words) > 1 or lead or determiner) and (
        last in PLURAL_PROPER_GROUPS or (last in GROUP_NOUNS and last not in ORGANIZATION_WORDS)
    ):
        return _parse_nominal(core, words, determiner, description)
    if len(name_words) > 1 and (
        last in PARTISANS or (last in PUBLISHED_THINGS and last not in ORGANIZATION_WORDS)
    ):
        return _parse_nominal(core, words, determiner, description)
    if determiner in PLURAL_QUANTIFIERS and len(name_words) == 1 and not lead and last.endswith("s"):
        return _parse_nominal(core, words, determiner, description)
    if last in PLURAL_PROPER_GROUPS:
        return NounPhrase("named", "group", last, tuple(core), join_words(body), plural=True)
    title_length = split_title(name_words)
    if title_length >= len(name_words):
        office = name_words[-1].casefold() not in HONORIFICS or bool(determiner)
        if (office and not is_first_name(name_words[-1])) or determiner:
            return _parse_nominal(core, words, determiner, description)
        title_length = 0
    if title_length and name_words[title_length] in PREPOSITIONS:
        # "the Office of the Inspector General for the Harbour"
        title_length = 0
    if title_length and len(name_words) - title_length == 1 and last in ORGANIZATION_WORDS:
        title_length = 0
    # A title with its complement ends in a place or committee: "Chair of the Harbour Committee Petra Lund".
    person_lead = bool(lead) and (
        any(word in TITLE_LINKS for word in lead)
        or is_title_word(lead[-1].casefold())
        or lead[-1].casefold() in PERSON_NOUNS
    )
    if title_length or person_lead:
        kind: SpeakerKind = "person"
    else:
        kind = kind_of_name(name_words, definite=determiner == "the" and not lead)
    name_start = run + title_length
    name_tokens = body[name_start:end]
    if kind != "person":
        if determiner == "the" and len(name_words) == 1 and is_family(name_words[0]):
            return NounPhrase("named", "group", last, tuple(core), name_words[0], plural=True)
        name_tokens = body[:end] if all(is_capitalised(word) for word in lead) else body[run:end]
        return NounPhrase("named", kind, last, tuple(core), join_words(name_tokens), None, description)
    title = " ".join(join_words(body[:name_start]).split()) or None
    complement = core[len(core) - len(body) + end :]
    if not description and complement and title and complement[0].text in ("of", "for"):
        description = f"{title} {join_words(complement)}"
    while len(name_tokens) > 1 and (name_tokens[-1].text in POST_NOMINALS or name_tokens[-1].text == ","):
        name_tokens = name_tokens[:-1]
    last = name_tokens[-1].text.casefold()
    name = join_words([token for token in name_tokens if token.text != ","])
    parsed = parse_person_name(name)
    gender = (gender_of_title(title) if title else None) or (parsed.gender if parsed else None)
    if gender is None and description:
        gender = gender_of_title(description)
    return NounPhrase("named", "person", last, tuple(core), name, title, description, gender)


def _parse_nominal(
    core: list[Token], words: list[str], determiner: str, description: str | None
) -> NounPhrase:
    head = words[-1].casefold()
    if head == "'s" and len(words) > 1:
        head = words[-2].casefold()
    title = join_words(core)
    plural = head in GROUP_NOUNS or head in PLURAL_PROPER_GROUPS
    if head in ("one", "another", "neither", "either") or (
        core[0].text.casefold() == "one" and len(words) == 1
    ):
        return NounPhrase("nominal", "person", "one", tuple(core), None, title, description)
    kind: SpeakerKind = "unknown"
    singular = head.removeprefix("ex-").rpartition("-")[2]
    if (
        head in UNNAMED_PERSON_WORDS
        or singular in PERSON_NOUNS
        or head in PERSON_NOUNS
        or _AGED.fullmatch(head)
    ):
        kind, plural = "person", False
    elif head in PUBLISHED_THINGS:
        kind, plural = "unknown", head.endswith("s")
    elif head in ORGANIZATION_WORDS and not (head in GROUP_NOUNS and determiner in PLURAL_QUANTIFIERS):
        kind, plural = "organization", False
    elif (
        plural
        or determiner in PLURAL_QUANTIFIERS
        or head.removesuffix("s") in ORGANIZATION_WORDS
        or head.removesuffix("ies") + "y" in ORGANIZATION_WORDS
        or (head.endswith(AGENT_ENDINGS) and head not in THINGS_LIKE_AGENTS)
    ):
        kind, plural = "group", True
    gender = gender_of_title(" ".join(words)) if kind == "person" else None
    return NounPhrase("nominal", kind, head, tuple(core), None, title, description, gender, plural)
