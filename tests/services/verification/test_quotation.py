"""Checking a quotation: the status of its words, what was done to them, and whose they are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Quote, QuotePair, QuoteSpan, QuoteState, SessionFactory
from services.errors import InvalidInput
from services.verification.quotation import Verification, verify_quote
from tests.services.search.archive import Archive

BRIDGE = "We will not close the old bridge before the harbour is ready, and the toll stays at 3 crowns"


@pytest.fixture
def session(writing_sessions: SessionFactory) -> Iterator[Session]:
    with writing_sessions() as session:
        yield session


@pytest.fixture
def archive(session: Session) -> Archive:
    """With one direct quote of Mara Velden's."""
    archive = Archive(session)
    say(archive, BRIDGE)
    return archive


def say(archive: Archive, text: str, speaker: str | None = "Mara Velden", **options: str) -> Quote:
    return archive.quote(text, before="“", after=",” she said.", speaker=speaker, kind="direct", **options)


def differences(answer: Verification) -> list[tuple[str, str | None, str | None]]:
    """Of the nearest quote: kind, checked words, stored words."""
    comparison = answer.nearest[0].comparison
    return [
        (
            difference.kind.value,
            None if difference.checked is None else answer.text[slice(*difference.checked)],
            None if difference.stored is None else comparison.passage.text[slice(*difference.stored)],
        )
        for difference in comparison.differences
    ]


def speakers(answer: Verification) -> list[str]:
    return [speaker.name for speaker in answer.said_by]


@pytest.mark.parametrize(
    "text",
    [
        BRIDGE,
        f"“{BRIDGE}.”",
        BRIDGE.upper(),
        BRIDGE.replace(", ", " — "),
        BRIDGE.replace(" ", "\u00a0\n"),
        BRIDGE.replace("3", "three"),
        f"… {BRIDGE} …",
        BRIDGE.replace("We", "[W]e"),
        BRIDGE.replace("harbour", "[harbour]"),
        BRIDGE.replace("harbour", "harbour [sic]"),
        BRIDGE.replace("harbour", "harbour [at Ostrel]"),
    ],
)
def test_all_words_in_order_are_exact(session: Session, archive: Archive, text: str) -> None:
    answer = verify_quote(session, text)
    assert (answer.status, answer.notes, answer.quoted_words) == ("exact", frozenset(), True)
    assert speakers(answer) == ["Mara Velden"]
    assert len(answer.articles) == 1


def test_a_cut_part_is_partial_and_says_what_was_cut(session: Session, archive: Archive) -> None:
    answer = verify_quote(session, "close the old bridge before the harbour is ready")
    assert answer.status == "partial"
    assert differences(answer) == [
        ("cut", None, "We will not"),
        ("equal", "close the old bridge before the harbour is ready", "close the old bridge before the harbour is ready"),
        ("cut", None, "and the toll stays at 3 crowns"),
    ]  # fmt: skip
    # The cut turned the sense round.
    assert answer.notes == {"negation_left_out"}


def test_a_cut_in_another_sentence_leaves_no_negation_out(session: Session, archive: Archive) -> None:
    say(archive, "I do not like ferries. The lighthouse keeper deserves a medal")
    answer = verify_quote(session, "The lighthouse keeper deserves a medal")
    assert (answer.status, answer.notes) == ("partial", frozenset())


def test_a_marked_omission_is_partial_and_shows_a_negation_in_it(session: Session, archive: Archive) -> None:
    answer = verify_quote(session, "We will … close the old bridge before […] ready")
    assert (answer.status, answer.notes) == ("partial", {"negation_left_out"})
    assert [each for each in differences(answer) if each[0] == "omitted"] == [
        ("omitted", None, "not"),
        ("omitted", None, "the harbour is"),
    ]


def test_an_ellipsis_that_leaves_nothing_out_is_exact(session: Session, archive: Archive) -> None:
    assert verify_quote(session, BRIDGE.replace("bridge", "bridge …")).status == "exact"


def test_words_in_brackets_stand_for_words_of_the_quote(session: Session, archive: Archive) -> None:
    answer = verify_quote(session, "We will not close [it] before the harbour is ready")
    assert answer.status == "partial"
    assert ("bracketed", "[it]", "the old bridge") in differences(answer)


def test_brackets_that_hide_half_the_quote_alter_it(session: Session, archive: Archive) -> None:
    answer = verify_quote(session, "We [say that the] toll stays at 3 crowns")
    assert answer.status == "altered"


@pytest.mark.parametrize(
    ("text", "difference", "note"),
    [
        (BRIDGE.replace("not ", ""), ("dropped", None, "not"), "negation_changed"),
        (BRIDGE.replace("will", "will never"), ("inserted", "never", None), "negation_changed"),
        (BRIDGE.replace("3", "30"), ("changed", "30", "3"), "number_changed"),
        (BRIDGE.replace("harbour", "railway"), ("changed", "railway", "harbour"), None),
        (BRIDGE.replace("crowns", "ducats"), ("changed", "ducats", "crowns"), None),
        (BRIDGE.replace("We", "They"), ("changed", "They", "We"), None),
        (f"Frankly, {BRIDGE}", ("inserted", "Frankly", None), None),
        ("We will close the old bridge", ("dropped", None, "not"), "negation_changed"),
    ],
)
def test_words_that_were_changed_are_altered_and_named(
    session: Session,
    archive: Archive,
    text: str,
    difference: tuple[str, str | None, str | None],
    note: str | None,
) -> None:
    answer = verify_quote(session, text)
    assert answer.status == "altered"
    assert difference in differences(answer)
    assert answer.notes == ({note} if note else frozenset())
    assert speakers(answer) == ["Mara Velden"]


@pytest.mark.parametrize(
    "text",
    [
        "The crossing stays open until there is a finished port",
        "A donkey with a sore foot would be in town before the ferry",
        "the old harbour",
        "the",
        "…",
        "😀 !!",
    ],
)
def test_a_paraphrase_and_an_invention_are_not_found(session: Session, archive: Archive, text: str) -> None:
    answer = verify_quote(session, text)
    assert (answer.status, answer.said_by, answer.articles) == ("not_found", [], [])
    assert answer.speaker_matches is answer.quoted_words is None


def test_a_text_without_a_telling_word_says_so(session: Session, archive: Archive) -> None:
    assert verify_quote(session, "it is").notes == {"too_short"}
    assert verify_quote(session, "zebras").notes == frozenset()


def test_short_quotes_are_found_whole_in_part_and_altered(session: Session, archive: Archive) -> None:
    say(archive, "No")
    say(archive, "It is what it is")
    say(archive, "We will not resign, whatever they do to us")
    assert verify_quote(session, "No").status == "exact"
    assert verify_quote(session, "It is what it is.").status == "exact"
    assert verify_quote(session, "We will not resign").status == "partial"
    assert verify_quote(session, "resign").status == "partial"
    answer = verify_quote(session, "We will resign")
    assert (answer.status, answer.notes) == ("altered", {"negation_changed"})


def test_words_of_another_keep_their_status_and_name_who_said_them(
    session: Session, archive: Archive
) -> None:
    archive.speaker("Jonas Arkwright")
    answer = verify_quote(session, BRIDGE, speaker="Jonas Arkwright")
    assert (answer.status, answer.speaker_matches, speakers(answer)) == ("exact", False, ["Mara Velden"])
    assert [speaker.name for speaker in answer.speakers] == ["Jonas Arkwright"]


@pytest.mark.parametrize(
    ("name", "matches"),
    [("Mara Velden", True), ("velden", True), ("Mara O. Velden", None), ("Nobody Known", False)],
)
def test_the_speaker_may_be_named_as_in_a_search(
    session: Session, archive: Archive, name: str, matches: bool | None
) -> None:
    assert verify_quote(session, BRIDGE, speaker=name).speaker_matches is matches


def test_a_name_that_is_near_one_speakers_may_still_be_anothers(session: Session, archive: Archive) -> None:
    say(archive, "The lighthouse keeper deserves a medal", "V. Mara")
    answer = verify_quote(session, BRIDGE, speaker="Velden Mara")
    assert [speaker.name for speaker in answer.speakers] == ["V. Mara"]
    assert (answer.speaker_matches, speakers(answer)) == (None, ["Mara Velden"])


def test_a_quote_without_a_speaker_tells_nothing_about_whose_it_is(
    session: Session, archive: Archive
) -> None:
    say(archive, "The lighthouse keeper deserves a medal", None)
    answer = verify_quote(session, "The lighthouse keeper deserves a medal", speaker="Mara Velden")
    assert (answer.status, answer.speaker_matches, answer.said_by) == ("exact", None, [])


def test_of_several_who_said_it_the_one_asked_for_counts(session: Session, archive: Archive) -> None:
    say(archive, "The keeper of the lighthouse deserves a medal", "Jonas Arkwright", said="2025-01-01")
    say(archive, "The keeper of the lighthouse deserves a medal for courage", said="2025-02-01")
    text = "The keeper of the lighthouse deserves a medal"
    assert speakers(verify_quote(session, text)) == ["Jonas Arkwright"]
    answer = verify_quote(session, text, speaker="Mara Velden")
    assert (answer.status, answer.speaker_matches, speakers(answer)) == ("partial", True, ["Mara Velden"])


def test_of_altered_words_those_of_the_speaker_asked_for_count_when_nearly_as_near(
    session: Session, archive: Archive
) -> None:
    say(archive, BRIDGE.replace("3", "7"), "Jonas Arkwright")
    text = BRIDGE.replace("3", "7").replace("old", "new")
    assert speakers(verify_quote(session, text)) == ["Jonas Arkwright"]
    answer = verify_quote(session, text, speaker="Mara Velden")
    assert (answer.status, answer.speaker_matches, speakers(answer)) == ("altered", True, ["Mara Velden"])


def test_copies_of_one_quote_give_all_their_articles_oldest_first(session: Session, archive: Archive) -> None:
    later = say(archive, BRIDGE, said="2025-06-01")
    earlier = say(archive, BRIDGE, said="2024-06-01")
    found = [quote.article_id for quote in verify_quote(session, BRIDGE).articles]
    assert (found[0], found[-1], len(found)) == (earlier.article_id, later.article_id, 3)


def test_a_paraphrase_by_the_journalist_is_not_the_speakers_words(session: Session, archive: Archive) -> None:
    archive.quote(
        "that the ferries should be free for islanders", before="She said ", after=".", speaker="Mara Velden"
    )
    answer = verify_quote(session, "the ferries should be free for islanders")
    assert (answer.status, answer.quoted_words) == ("exact", False)
    # In quotation marks it is the speaker's: the same words are better evidence there.
    say(archive, "The ferries should be free for islanders", said="2025-09-01")
    assert verify_quote(session, "the ferries should be free for islanders").quoted_words is True


def test_the_that_of_a_paraphrase_is_no_word_of_anybody(session: Session) -> None:
    page = Page(session, "“The quay is shut,” said Mara Velden, adding that the divers need another week.")
    page.quote("The quay is shut,", "Mara Velden")
    page.quote("that the divers need another week", "Mara Velden", kind="indirect")
    answer = verify_quote(session, "The quay is shut. The divers need another week")
    assert (answer.status, answer.notes, answer.quoted_words) == ("exact", frozenset(), False)


def test_of_a_mixed_quote_only_what_stands_in_marks_is_the_speakers(
    session: Session, archive: Archive
) -> None:
    archive.quote(
        "that the ferries were “rusty coffins on the water” and belonged scrapped",
        before="She said ",
        after=".",
        speaker="Mara Velden",
        kind="mixed",
    )
    assert verify_quote(session, "rusty coffins on the water").quoted_words is True
    assert verify_quote(session, "rusty coffins on the water and belonged scrapped").quoted_words is False


@pytest.mark.parametrize("state", ["rejected", "withdrawn", "superseded"])
def test_a_quote_that_is_not_active_is_no_evidence(session: Session, archive: Archive, state: str) -> None:
    quote = session.scalars(select(Quote)).one()
    quote.state, quote.state_reason = QuoteState(state), "A mistake."
    session.flush()
    assert session.scalars(select(QuotePair)).all() == []
    answer = verify_quote(session, BRIDGE)
    assert (answer.status, answer.nearest) == ("not_found", ())
    quote.state = QuoteState.ACTIVE
    session.flush()
    assert verify_quote(session, BRIDGE).status == "exact"


def test_pairs_follow_the_text_of_a_quote(session: Session, archive: Archive) -> None:
    quote = session.scalars(select(Quote)).one()
    before = set(session.scalars(select(QuotePair.pair)))
    quote.text = "The lighthouse keeper deserves a medal"
    session.flush()
    after = set(session.scalars(select(QuotePair.pair)))
    assert after
    assert before.isdisjoint(after)


def test_two_quotes_in_a_row_are_one_utterance(session: Session) -> None:
    page = Page(session, "“The quay is shut,” said Mara Velden. “It opens when the divers are done.”")
    page.quote("The quay is shut,", "Mara Velden")
    page.quote("It opens when the divers are done.", "Mara Velden")
    answer = verify_quote(session, "The quay is shut. It opens when the divers are done.")
    assert (answer.status, len(answer.nearest[0].quotes)) == ("exact", 2)
    # Each stretch is a stretch of the article.
    assert [stored for _, _, stored in differences(answer)] == [
        "The quay is shut",
        "It opens when the divers are done",
    ]
    assert verify_quote(session, "quay is shut. It opens when the divers").status == "partial"


def test_quotes_that_stand_apart_may_be_joined_only_by_an_ellipsis(session: Session) -> None:
    page = Page(
        session,
        "“The quay is shut until summer,” said Mara Velden.\n\nThe hall fell silent for a moment, and rain set in.\n\n"
        "“The divers found a ship from the war,” she said.",
    )
    page.quote("The quay is shut until summer,", "Mara Velden")
    page.quote("The divers found a ship from the war,", "Mara Velden")
    marked = verify_quote(session, "The quay is shut until summer … The divers found a ship from the war")
    assert (marked.status, marked.notes) == ("partial", {"several_quotes"})
    joined = verify_quote(session, "The quay is shut until summer. The divers found a ship from the war")
    assert (joined.status, joined.notes) == ("altered", {"merged"})


def test_quotes_of_two_articles_or_people_joined_are_merged(session: Session, archive: Archive) -> None:
    say(archive, "The lighthouse keeper deserves a medal and a pension", "Jonas Arkwright")
    text = (
        "We will not close the old bridge before the harbour is ready. The lighthouse keeper deserves a medal"
    )
    answer = verify_quote(session, text, speaker="Mara Velden")
    assert (answer.status, answer.notes) == ("altered", {"merged"})
    assert answer.speaker_matches is False
    assert speakers(answer) == ["Mara Velden", "Jonas Arkwright"]
    parts = [text[slice(*near.comparison.part)] for near in answer.nearest]
    assert parts == text.split(". ")


def test_words_in_the_same_marks_that_the_engine_left_out_count(session: Session) -> None:
    page = Page(session, "“The quay is shut until summer, and the crane was sold,” said Mara Velden.")
    page.quote("The quay is shut until summer", "Mara Velden")
    whole = "The quay is shut until summer, and the crane was sold"
    assert verify_quote(session, whole).status == "exact"
    assert verify_quote(session, "The quay is shut until summer").status == "exact"
    assert verify_quote(session, whole.removesuffix(" was sold")).status == "partial"


def test_words_of_a_rejected_quote_in_the_same_marks_do_not_count(session: Session) -> None:
    page = Page(session, "“The quay is shut until summer, and the crane was sold,” said Mara Velden.")
    page.quote("The quay is shut until summer", "Mara Velden")
    page.quote("and the crane was sold", "Mara Velden", state="rejected")
    answer = verify_quote(session, "The quay is shut until summer, and the crane was sold")
    assert answer.status == "altered"


def test_a_quote_the_page_interrupts_is_whole(session: Session) -> None:
    page = Page(session, "“The quay,” said Mara Velden, “is shut until summer.”")
    page.quote("The quay,", "Mara Velden", more="is shut until summer.")
    answer = verify_quote(session, "The quay is shut until summer")
    assert (answer.status, answer.notes) == ("exact", frozenset())


@pytest.mark.parametrize(
    "text", ["", "a" * 5_001, "NUL \x00", "half \ud800"], ids=["empty", "too long", "NUL", "surrogate"]
)
def test_a_text_that_cannot_be_checked_is_refused(session: Session, text: str) -> None:
    with pytest.raises(InvalidInput):
        verify_quote(session, text)


@pytest.mark.parametrize(
    "text",
    [
        "a " * 2_500,
        "bridge " * 700,
        "[" * 5_000,
        "…" * 5_000,
        "'; DROP TABLE quotes; --",
        "<script>x</script>",
        '" OR "',
    ],
)
def test_a_hostile_text_is_answered(session: Session, archive: Archive, text: str) -> None:
    assert verify_quote(session, text[:5_000]).status in ("not_found", "altered", "partial")


def test_a_phrase_that_thousands_say_is_told_apart_by_the_rest(session: Session, archive: Archive) -> None:
    for number in range(210):
        say(archive, f"The prime minister and the minister of fish {number + 1000} agree", "Jonas Arkwright")
    oldest = "The prime minister and the minister of fish 1000 agree"
    answer = verify_quote(session, oldest)
    assert (answer.status, speakers(answer)) == ("exact", ["Jonas Arkwright"])


class Page:
    """One article with several quotes."""

    def __init__(self, session: Session, text: str) -> None:
        self._archive = Archive(session)
        self._first = self._archive.quote(text, state="superseded", speaker="Nobody Else")
        self._text = text

    def quote(
        self,
        words: str,
        speaker: str,
        *,
        more: str | None = None,
        state: str = "active",
        kind: str = "direct",
    ) -> Quote:
        stretches = [words] if more is None else [words, more]
        quote = Quote(
            article=self._first.article,
            revision=self._first.revision,
            identity_key=words,
            position=self._text.index(words),
            type=kind,
            text=" … ".join(stretches),
            context=self._text,
            speaker=self._archive.speaker(speaker),
            said_at=self._first.said_at,
            confidence=0.9,
            engine="test",
            engine_version="1",
            state=state,
            spans=[
                QuoteSpan(
                    role="content", start=self._text.index(part), end=self._text.index(part) + len(part)
                )
                for part in stretches
            ],
        )
        self._archive.session.add(quote)
        self._archive.session.flush()
        return quote
