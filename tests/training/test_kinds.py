"""Each kind of gold attribution, beside one that is nearly of the kind."""

from __future__ import annotations

import pytest

from attribution import Span
from tests.training.gold_articles import compared, gold
from training.evaluation.kinds import KINDS, AnnotatedArticle
from training.gold import GoldAttribution


def kinds(text: str, *attributions: GoldAttribution) -> set[str]:
    """The kinds of the first attribution."""
    article = AnnotatedArticle(compared(text, list(attributions), []))
    return {name for name, is_of_kind in KINDS.items() if is_of_kind(article, article.wanted[0])}


LEDE = "The council of Lindau met on Friday to speak of the ferry, as it does every spring.\n"
"""Keeps what follows out of the first paragraph, which is a headline."""


def kinds_after_lede(text: str, content: str, cue: str, source: str, kind: str = "named") -> set[str]:
    whole = LEDE + text
    return kinds(whole, gold(whole, content, cue, source, source_kind=kind))


def test_a_plain_attribution_is_of_no_kind() -> None:
    assert (
        kinds_after_lede("“It sails on Monday,” said Ana Roth.", "“It sails on Monday,”", "said", "Ana Roth")
        == set()
    )


@pytest.mark.parametrize(
    ("kind", "text", "content", "cue", "source"),
    [
        ("part-quoted", "Roth said it was “a very good day”.", "it was “a very good day”", "said", "Roth"),
        ("discontinuous", "“It sails,” said Roth, “in spring.”", "“It sails,”|“in spring.”", "said", "Roth"),
        (
            "over several paragraphs",
            "“It sails on Monday.\n“And it sinks,” said Roth.",
            "“It sails on Monday.\n“And it sinks,”",
            "said",
            "Roth",
        ),
        (
            "source or cue in another paragraph",
            "Roth had this to say:\n“It sails on Monday.”",
            "“It sails on Monday.”",
            "had this to say",
            "Roth",
        ),
        ("at most 3 words", "“It won’t sail,” said Roth.", "“It won’t sail,”", "said", "Roth"),
        (
            "organization as source",
            "The Harbour Commission said it sails on Monday.",
            "it sails on Monday",
            "said",
            "The Harbour Commission",
        ),
        (
            "source of more than 8 words",
            "Ana Roth, who has run the small ferry since 1999, said it sails on Monday.",
            "it sails on Monday",
            "said",
            "Ana Roth, who has run the small ferry since 1999",
        ),
        (
            "according to",
            "According to Roth, it sails on Monday.",
            "it sails on Monday",
            "According to",
            "Roth",
        ),
        ("transcript", "ANA ROTH: It sails on Monday.", "It sails on Monday.", ":", "ANA ROTH"),
        (
            "transcript",
            "IVO MARSH, HARBOUR CORRESPONDENT (voice-over): It sails on Monday.",
            "It sails on Monday.",
            ":",
            "IVO MARSH",
        ),
        (
            "post on a social network",
            "Roth tweeted that it sails on Monday.",
            "that it sails on Monday",
            "tweeted",
            "Roth",
        ),
        (
            "post on a social network",
            "“It sails on Monday,” Roth wrote on her Facebook page.",
            "“It sails on Monday,”",
            "wrote",
            "Roth",
        ),
        (
            "post on a social network",
            "“It sails again #SaveTheFerry,” said Roth.",
            "“It sails again #SaveTheFerry,”",
            "said",
            "Roth",
        ),
        (
            "post on a social network",
            "“Thank you all, @LindauFerry,” said Roth.",
            "“Thank you all, @LindauFerry,”",
            "said",
            "Roth",
        ),
        (
            "headline",
            "Roth says ferry sails on Monday\nThe pier is closed.",
            "ferry sails on Monday",
            "says",
            "Roth",
        ),
        (
            "nested",
            "“He told me, ‘It sails on Monday,’ and left,” said Roth.",
            "“He told me, ‘It sails on Monday,’ and left,”",
            "said",
            "Roth",
        ),
        (
            "unbalanced quotation marks",
            "“It sails on Monday, said Roth.",
            "“It sails on Monday,",
            "said",
            "Roth",
        ),
        ("no source", "It was said that it sails on Monday.", "that it sails on Monday", "was said", ""),
    ],
)
def test_an_attribution_is_of_a_kind(kind: str, text: str, content: str, cue: str, source: str) -> None:
    assert kinds_after_lede(text, content, cue, source) == {kind} | (
        {"discontinuous"} if "|" in content else set()
    )


@pytest.mark.parametrize(
    ("source_kind", "kind"), [("nominal", "nominal source"), ("pronoun", "pronoun as source")]
)
def test_the_kind_of_source_is_what_the_annotators_marked(source_kind: str, kind: str) -> None:
    text = "The mayor said it sails on Monday."
    assert kinds_after_lede(text, "it sails on Monday", "said", "The mayor", source_kind) == {kind}


@pytest.mark.parametrize(
    ("kind", "text", "content", "cue", "source"),
    [
        ("at most 3 words", "“It will not sail,” said Roth.", "“It will not sail,”", "said", "Roth"),
        (
            "organization as source",
            "Ana Roth said it sails on Monday.",
            "it sails on Monday",
            "said",
            "Ana Roth",
        ),
        (
            "source of more than 8 words",
            "Ana Roth, who has run it since 1999, said it sails.",
            "it sails",
            "said",
            "Ana Roth, who has run it since 1999",
        ),
        ("according to", "The mayors accord, Roth said, is old.", "The mayors accord|is old", "said", "Roth"),
        ("transcript", "Correction: Roth said it sails on Monday.", "it sails on Monday", "said", "Roth"),
        ("transcript", "Roth added this: It sails on Monday.", "It sails on Monday", "added this", "Roth"),
        (
            "post on a social network",
            "“It sails on Monday,” Roth told the Lindau Post on Friday.",
            "“It sails on Monday,”",
            "told the Lindau Post",
            "Roth",
        ),
        (
            "post on a social network",
            "Mail roth@lindau.example about boat #1, said Roth.",
            "Mail roth@lindau.example about boat #1",
            "said",
            "Roth",
        ),
        ("headline", "Roth says the ferry sails on Monday.", "the ferry sails on Monday", "says", "Roth"),
        (
            "headline",
            "Roth says that, whatever the council of the town thinks of it, the ferry sails on Monday",
            "the ferry sails on Monday",
            "says",
            "Roth",
        ),
        (
            "unbalanced quotation marks",
            "“It sails on Monday,” said Roth.",
            "“It sails on Monday,”",
            "said",
            "Roth",
        ),
    ],
)
def test_an_attribution_is_only_nearly_of_a_kind(
    kind: str, text: str, content: str, cue: str, source: str
) -> None:
    assert kind not in kinds_after_lede(text, content, cue, source)


def test_everything_in_the_first_paragraph_is_a_headline() -> None:
    text = "Ana Roth said it sails on Monday.\nNobody came."
    assert kinds(text, gold(text, "it sails on Monday", "said", "Ana Roth")) == {"headline"}


def test_a_label_that_starts_several_paragraphs_makes_a_transcript_of_all_that_is_in_them() -> None:
    text = LEDE + "Q: Does it sail?\nA: We think that it sinks.\nQ: Why?\nA: It is old."
    assert "transcript" in kinds(text, gold(text, "that it sinks", "think", "We", source_kind="pronoun"))


def test_what_is_said_within_anothers_words_is_nested_and_what_holds_it_is_not() -> None:
    text = LEDE + "Roth said that Marsh hopes that it sails on Monday."
    inner = gold(text, "that it sails on Monday", "hopes", "Marsh")
    outer = gold(text, "that Marsh hopes that it sails on Monday", "said", "Roth")
    assert "nested" in kinds(text, inner, outer)
    assert "nested" not in kinds(text, outer, inner)


def test_a_paragraph_is_touched_when_a_span_has_a_character_of_it() -> None:
    text = "One line.\n\nAnother line."
    article = AnnotatedArticle(compared(text, [gold(text, "One line")], []))
    assert article.paragraphs_of([Span(0, 11)]) == {0}
    assert article.paragraphs_of([Span(0, 12)]) == {0, 1}
    assert article.paragraphs_of([Span(9, 11)]) == set()
