"""A text cut into paragraphs and sentences, every offset into the original."""

import pytest
from hypothesis import given

from attribution.text.document import Document, read_document
from tests.attribution.texts import TEXTS


def sentence_texts(document: Document) -> list[str]:
    return [document.text[sentence.start : sentence.end] for sentence in document.sentences]


def test_sentences_know_their_paragraph() -> None:
    document = read_document("The minister left. Nobody followed.\n\nShe came back.")
    assert sentence_texts(document) == ["The minister left.", "Nobody followed.", "She came back."]
    assert [sentence.paragraph for sentence in document.sentences] == [0, 0, 1]


def test_the_folded_text_has_the_same_offsets() -> None:
    document = read_document("She\u00a0won’t go.")
    assert document.folded == "She won't go."


def test_a_sentence_reads_on_over_the_lines_of_a_wrapped_text() -> None:
    text = (
        "The foreign minister of Torland said on Monday that her government\r\n"
        "would keep its soldiers at the northern border until the spring, and\r\n"
        "would then ask parliament whether they should stay there any longer.\r\n"
        "Nobody in the room had expected that she would say so much that day.\r\n"
    )
    document = read_document(text)
    assert len(document.paragraphs) == 1
    assert [sentence.start for sentence in document.sentences] == [0, text.index("Nobody")]
    assert "government  would" in document.folded


def test_no_sentence_crosses_a_paragraph() -> None:
    assert sentence_texts(read_document("Minister leaves talks\nMara Velden left.")) == [
        "Minister leaves talks",
        "Mara Velden left.",
    ]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\x00", "\ufeff"])
def test_a_text_without_words_has_no_sentences(text: str) -> None:
    assert read_document(text).sentences == ()


@given(TEXTS)
def test_any_text_is_read(text: str) -> None:
    document = read_document(text)
    assert document.text == text
    assert len(document.folded) == len(text)
    document.folded.encode()

    end = 0
    for paragraph in document.paragraphs:
        assert end <= paragraph.start < paragraph.end <= len(text)
        end = paragraph.end

    end = 0
    for sentence in document.sentences:
        paragraph = document.paragraphs[sentence.paragraph]
        assert max(end, paragraph.start) <= sentence.start < sentence.end <= paragraph.end
        end = sentence.end
