"""Engines read in a process of their own, which tells their time and memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from training.evaluation.engines import SHIPPED, TEXTACY, is_installed
from training.evaluation.reading import read_articles

TEXT = "“The ferry sails on Monday,” said Ana Roth, the mayor of Lindau."

PEER = {
    "en_core_web_sm.py": """
import re
from collections import namedtuple

class Token(namedtuple("Token", "i idx text")):
    def __len__(self):
        return len(self.text)

class Document(list):
    def __init__(self, text, start_char=0):
        words = enumerate(re.finditer(r"\\w+|[^\\w\\s]", text))
        super().__init__(Token(i, word.start(), word.group()) for i, word in words)
        self.text, self.start_char = text, start_char

    def char_span(self, start, end, alignment_mode):
        assert alignment_mode == "contract"
        return Document(self.text[start:end], start) if self.text[start:end].strip() else None

    def as_doc(self):
        return self

def load(exclude):
    assert exclude == ["ner"]
    return Document
""",
    "textacy/__init__.py": "",
    "textacy/extract.py": '''
def direct_quotations(document):
    """A content of four words, a cue of one and a speaker of two words around a comma."""
    if len(document) != 8:
        raise ValueError("an odd number of quotation marks")
    yield [document[-3], document[-1]], [document[4]], document[:4]
''',
}
"""Stands in for textacy and its pipeline, which the project doesn't install."""

READ_BY_PEER = "it will sail soon says Ana , Roth"


@pytest.fixture
def peer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, source in PEER.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(source)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.syspath_prepend(tmp_path)


def test_the_shipped_engine_answers_each_text_in_order_and_tells_what_it_took() -> None:
    reading = read_articles(SHIPPED, ["", TEXT])
    nothing, (quote,) = reading.quotes
    assert nothing == []
    assert [TEXT[start:end] for start, end in quote["content"]] == ["The ferry sails on Monday,"]
    assert quote["speaker_name"] == "Ana Roth"
    assert 0 < quote["confidence"] <= 1
    assert reading.load_seconds > 0
    assert reading.reading_seconds > 0
    assert reading.peak_bytes is None or reading.peak_bytes > 2**20
    assert reading.refused == 0


def test_lone_surrogates_and_line_ends_reach_the_engine_as_they_are() -> None:
    text = "\ud800\r\n\u2028" + TEXT
    (quote,) = read_articles(SHIPPED, [text]).quotes[0]
    assert [text[start:end] for start, end in quote["content"]] == ["The ferry sails on Monday,"]


@pytest.mark.usefixtures("peer")
@pytest.mark.parametrize("before", ["", "  \n\nToo short.\n"])
def test_a_peers_tokens_become_offsets_with_neighbours_joined(before: str) -> None:
    text = before + READ_BY_PEER
    (quote,) = read_articles(TEXTACY, [text]).quotes[0]
    parts = {name: [text[start:end] for start, end in quote[name]] for name in ("content", "cue", "source")}
    assert parts == {"content": ["it will sail soon"], "cue": ["says"], "source": ["Ana", "Roth"]}
    assert quote["speaker_name"] == "Ana Roth"


@pytest.mark.usefixtures("peer")
def test_a_text_that_a_peer_refuses_is_read_by_paragraphs_and_counted() -> None:
    texts = ["Too short.", READ_BY_PEER, f"Too short.\n{READ_BY_PEER}\n{READ_BY_PEER}"]
    reading = read_articles(TEXTACY, texts)
    assert [len(quotes) for quotes in reading.quotes] == [0, 1, 2]
    assert reading.refused == 2


@pytest.mark.usefixtures("peer")
def test_a_peer_is_installed_when_it_and_a_pipeline_can_be_imported(tmp_path: Path) -> None:
    assert is_installed(TEXTACY)
    (tmp_path / "en_core_web_sm.py").rename(tmp_path / "another.py")
    assert not is_installed(TEXTACY)


def test_an_engine_that_fails_is_an_error_and_no_empty_answer() -> None:
    with pytest.raises(subprocess.CalledProcessError):
        read_articles("no such engine", [TEXT])


def test_reading_with_a_peer_does_not_load_the_shipped_engine() -> None:
    program = "import sys, training.evaluation.reading; sys.exit('attribution' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
