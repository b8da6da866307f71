"""What people marked becomes a tag for each word and pointers between the parts."""

from __future__ import annotations

import numpy as np

from attribution import Span
from attribution.tagging.network import TAGS
from training.gold import GoldArticle, GoldAttribution
from training.tagging.examples import UNTAGGED, TaggedArticle, soften, tag_article

TEXT = "Mara Velden said it was late, adding that Torland would wait."


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def attribution(content: str, cue: str, source: str | None) -> GoldAttribution:
    return GoldAttribution((span(content),), (span(cue),), (span(source),) if source else ())


def article(*attributions: GoldAttribution) -> TaggedArticle:
    return tag_article(GoldArticle("one", TEXT, attributions))


def tags_of(tagged: TaggedArticle) -> dict[str, str]:
    heads = np.flatnonzero(tagged.pieces.heads)
    return {
        TEXT[tagged.pieces.starts[head] :].split()[0].strip(",."): TAGS[tagged.tags[head]]
        for head in heads[::-1]
    }


def piece_at(tagged: TaggedArticle, word: str) -> int:
    return int(np.searchsorted(tagged.pieces.starts, TEXT.index(word)))


def test_each_word_has_the_tag_of_its_part() -> None:
    tags = tags_of(article(attribution("it was late", "said", "Mara Velden")))
    assert [tags[word] for word in ("Mara", "Velden", "said", "it", "late", "adding")] == [
        "B-source",
        "I-source",
        "B-cue",
        "B-content",
        "I-content",
        "O",
    ]


def test_only_first_pieces_of_words_are_tagged() -> None:
    tagged = article()
    assert ((tagged.tags == UNTAGGED) == ~tagged.pieces.heads).all()


def test_contents_point_to_their_cue_and_cues_to_their_source() -> None:
    tagged = article(
        attribution("it was late", "said", "Mara Velden"),
        attribution("that Torland would wait", "adding", None),
    )
    assert tagged.to_cue[piece_at(tagged, "late")] == piece_at(tagged, "said")
    assert tagged.to_cue[piece_at(tagged, "wait")] == piece_at(tagged, "adding")
    assert tagged.to_source[piece_at(tagged, "said")] == piece_at(tagged, "Mara")
    assert tagged.to_source[piece_at(tagged, "adding")] == -1


def test_a_source_and_cue_that_were_mixed_up_are_put_right() -> None:
    tags = tags_of(article(attribution("it was late", "Mara Velden", "said")))
    assert (tags["Mara"], tags["said"]) == ("B-source", "B-cue")


def test_several_annotators_give_each_tag_its_share() -> None:
    tagged = article(attribution("it was late", "said", "Mara Velden"))
    soften(tagged, [article(attribution("it was late", "said", "Mara Velden")), article()])
    assert tagged.soft is not None
    row = tagged.soft[piece_at(tagged, "said")]
    assert row[TAGS.index("B-cue")] == row[TAGS.index("O")] == 0.5
