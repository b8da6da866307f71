"""Words that name no speaker, whoever found them."""

import pytest

from attribution.extraction import Span
from attribution.speakers.datelines import find_dateline
from attribution.speakers.mentions import read_source
from attribution.speakers.possible_speakers import is_possible_speaker
from attribution.text.document import read_document


def possible(words: str, after: str = " said so.") -> bool:
    document = read_document(words + after)
    mention = read_source(document, (Span(0, len(words)),))
    return is_possible_speaker(document, mention, find_dateline(document))


@pytest.mark.parametrize("words", ["According", "last", "The", "appeared", "late", "I'm", "Monday", "—"])
def test_a_lone_word_that_is_nobodys_name_names_no_speaker(words: str) -> None:
    assert not possible(words)


@pytest.mark.parametrize(
    "words",
    ["Quill", "May", "some", "everyone", "Republican", "officials", "creditors", "Polls", "he", "Torland"],
)
def test_names_groups_and_things_that_tell_something_do(words: str) -> None:
    assert possible(words)


def test_a_captions_label_is_no_speaker_but_a_video_may_be() -> None:
    assert not possible("Photo", ": Edda Marsh at work.")
    assert not possible("Photo", " caption: Edda Marsh at work.")
    assert possible("Video", " shows that it rained.")


def test_a_dateline_is_no_speaker() -> None:
    assert not possible("QUELLMARK", ", Jan. 16 (Quorn Wire) - Talks failed.")
