"""Take from WordNet what the proposals for new targets need: opposites of actions, other names of things.

    python -m training.stance.wordnet FOLDER

writes attribution/stance/data/wordnet.json. FOLDER holds the files data.* and index.* of WordNet 3.0; Debian's package
wordnet-base puts them into /usr/share/wordnet. Their format is described in wndb(5WN).
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from attribution.stance.proposition import sign_of
from attribution.stance.words import stance_data, words_of

OUTPUT: Final = Path(__file__).parents[2] / "attribution" / "stance" / "data" / "wordnet.json"

# Files of the lexicographers, by number: acts (04) and possessions (21), "conscription" and "tariff", are what
# propositions are mostly about; with all kinds, animals and illnesses included, the file would be ten times as large.
_KINDS: Final = frozenset({"04", "21"})
_MOST_SENSES: Final = 2
"""A word with more senses than this has synonyms for things that nobody means."""
_MOST_SENSES_OF_SYNONYM: Final = 3
"""A word with more senses than this ("draft" for conscription) would find texts about something else."""
_ANTONYM: Final = "!"


@dataclass(frozen=True, slots=True)
class Synset:
    """One sense: its words in small letters, its lexicographers' file, and for each word the words opposed to it."""

    words: tuple[str, ...]
    kind: str
    opposed: tuple[tuple[int, str, int], ...]
    """Which word here (from 0), the other synset's place in its file, and which word there."""


def read_synsets(path: Path) -> dict[str, Synset]:
    """The senses in a file data.verb, data.noun or data.adj, by their place in it."""
    return dict(_synsets(path))


def _synsets(path: Path) -> Iterator[tuple[str, Synset]]:
    for line in path.read_text(encoding="ascii").splitlines():
        # The licence stands at the top, indented.
        if line.startswith(" "):
            continue
        fields = line.partition(" | ")[0].split()
        count = int(fields[3], 16)
        words = tuple(_plain(word) for word in fields[4 : 4 + 2 * count : 2])
        pointers = fields[5 + 2 * count :]
        opposed = tuple(
            (int(pointers[at + 3][:2], 16) - 1, pointers[at + 1], int(pointers[at + 3][2:], 16) - 1)
            for at in range(0, 4 * int(fields[4 + 2 * count]), 4)
            if pointers[at] == _ANTONYM
        )
        yield fields[0], Synset(words, fields[1], opposed)


def _plain(word: str) -> str:
    """A word without underscores and without the mark of an adjective's place, as in "galore(ip)"."""
    return word.partition("(")[0].replace("_", " ").lower()


def find_antonyms(synsets: Mapping[str, Synset]) -> dict[str, list[str]]:
    """Opposites of each word, sorted; only such as have a direction in our lexicon, and the other one."""
    found: dict[str, set[str]] = defaultdict(set)
    for synset in synsets.values():
        for here, place, there in synset.opposed:
            found[synset.words[here]].add(synsets[place].words[there])
    turned = {
        word: sorted(other for other in others if _direction(word) * _direction(other) < 0)
        for word, others in sorted(found.items())
    }
    return {word: others for word, others in turned.items() if others}


def _direction(word: str) -> int:
    words = words_of(word)
    items = stance_data().lexicon.find(words)
    return sign_of(items[0]) if items and items[0] is not None and items[0].last == len(words) else 0


def find_synonyms(index: Path, synsets: Mapping[str, Synset]) -> dict[str, list[str]]:
    """Other names of each thing of our kinds, in its first sense, in WordNet's order (the commonest first)."""
    lines = [
        line.split() for line in index.read_text(encoding="ascii").splitlines() if not line.startswith(" ")
    ]
    senses = {_plain(fields[0]): int(fields[2]) for fields in lines}
    found: dict[str, list[str]] = {}
    for fields in lines:
        word = _plain(fields[0])
        synset = synsets[fields[-senses[word]]]
        if senses[word] > _MOST_SENSES or synset.kind not in _KINDS or not word[0].isalpha():
            continue
        others = [
            other for other in synset.words if other != word and senses[other] <= _MOST_SENSES_OF_SYNONYM
        ]
        if others:
            found[word] = others
    return dict(sorted(found.items()))


def _lines(words: Mapping[str, list[str]]) -> str:
    rows = (f"  {json.dumps(word)}: {json.dumps(others)}" for word, others in words.items())
    return "{\n" + ",\n".join(rows) + "\n }"


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    antonyms = {
        **find_antonyms(read_synsets(folder / "data.adj")),
        **find_antonyms(read_synsets(folder / "data.verb")),
    }
    synonyms = find_synonyms(folder / "index.noun", read_synsets(folder / "data.noun"))
    # A line for each word, so that a change can be read.
    OUTPUT.write_text(
        f'{{\n "source": "WordNet 3.0; its licence is in WORDNET-LICENSE.txt",\n'
        f' "antonyms": {_lines(antonyms)},\n "synonyms": {_lines(synonyms)}\n}}\n',
        encoding="utf-8",
    )
    print(f"{len(antonyms)} words with opposites, {len(synonyms)} things with other names")


if __name__ == "__main__":
    main()
