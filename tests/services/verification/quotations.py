"""Authentic and altered quotations of an archive that is made with them, each with the status it should have."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from models import Article, ArticleRevision, Quote, QuoteSpan, Speaker, SpeakerAlias
from services.names import fold_name
from tests.services.verification import sayings
from tests.services.verification.sayings import Saying

AUTHENTIC = ("marks and case", "spacing and dashes", "two in a row", "part", "marked omission", "brackets")
ALTERED = (
    "dropped not",
    "changed number",
    "swapped name",
    "cut end",
    "merged two",
    "paraphrase",
    "invented",
)


class Quotation(NamedTuple):
    """What is checked, of what kind it is, and who said what it was made of; nobody said what is invented."""

    kind: str
    text: str
    status: str
    speaker: str | None


@dataclass
class _Said:
    speaker: str
    first: str
    second: str
    fillers: dict[str, str]
    saying: Saying = field(repr=False)


class QuotationSet:
    """An archive of articles with two quotes each in one paragraph, and quotations made of them; always the same."""

    def __init__(self, half: Sequence[Saying], *, seed: int) -> None:
        self._chance = random.Random(seed)
        self._said = [self._say(half[number % len(half)], half) for number in range(len(half) * 8)]

    def store(self, session: Session) -> None:
        """Put the archive into a database."""
        speakers = {
            name: Speaker(
                name=name, kind="person", aliases=[SpeakerAlias(name=name, name_key=fold_name(name))]
            )
            for name in sayings.SPEAKERS
        }
        session.add_all(speakers.values())
        for number, said in enumerate(self._said):
            opening, middle = "The hall was full. “", f",” said {said.speaker}. “"
            text = f"{opening}{said.first}{middle}{said.second}.” Then the rain came."
            moment = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(days=number)
            article = Article(identity_key=f"made-{number}", state="ready", published_at=moment)
            revision = ArticleRevision(
                article=article, number=1, text=text, text_digest=hashlib.sha256(text.encode()).hexdigest()
            )
            session.add(revision)
            starts = (len(opening), len(opening) + len(said.first) + len(middle))
            for start, words in zip(starts, (said.first, said.second), strict=True):
                session.add(_quote(revision, start, words, speakers[said.speaker]))
        session.flush()

    def authentic(self, number: int) -> Iterator[Quotation]:
        """So many quotations with the speaker's own words."""
        for place in range(number):
            kind = AUTHENTIC[place % len(AUTHENTIC)]
            said = self._chance.choice(self._said)
            text, status = self._authentic(kind, said)
            yield Quotation(kind, text, status, said.speaker)

    def altered(self, number: int) -> Iterator[Quotation]:
        """So many quotations with which something was done. One whose end alone was cut has the speaker's words."""
        for place in range(number):
            kind = ALTERED[place % len(ALTERED)]
            while True:
                said = self._chance.choice(self._said)
                text = self._altered(kind, said)
                if text is not None and (kind == "cut end" or not self._is_said(text)):
                    break
            status = {"cut end": "partial", "paraphrase": "not_found", "invented": "not_found"}
            yield Quotation(
                kind, text, status.get(kind, "altered"), None if kind == "invented" else said.speaker
            )

    def _say(self, saying: Saying, half: Sequence[Saying]) -> _Said:
        fillers = {
            "place": self._chance.choice(sayings.PLACES),
            "town": self._chance.choice(sayings.TOWNS),
            "name": self._chance.choice(sayings.NAMES),
            "number": str(self._chance.choice([*range(13, 99), *range(110, 990, 10)])),
        }
        other = self._chance.choice([each for each in half if each is not saying])
        return _Said(
            self._chance.choice(sayings.SPEAKERS),
            saying.words.format(**fillers),
            other.words.format(**fillers),
            fillers,
            saying,
        )

    def _authentic(self, kind: str, said: _Said) -> tuple[str, str]:
        words = said.first.split()
        if kind == "marks and case":
            text = self._chance.choice(["“{}.”", "'{}'", "«{}!»", "{}"]).format(said.first)
            return self._chance.choice([text, text.upper(), text.lower()]).replace(",", ""), "exact"
        if kind == "spacing and dashes":
            text = said.first.replace(", ", self._chance.choice([" – ", "—", " - ", " ; "]))
            return text.replace(" ", self._chance.choice(["  ", "\u00a0", "\n"])), "exact"
        if kind == "two in a row":
            return f"{said.first}. {said.second}", "exact"
        if kind == "part":
            start = self._chance.randrange(1, len(words) - 6)
            end = self._chance.randrange(start + 5, len(words))
            return " ".join(words[start:end]), "partial"
        if kind == "marked omission":
            start = self._chance.randrange(3, len(words) - 5)
            mark = self._chance.choice(["…", "...", "[…]", "[...]", ". . ."])
            return " ".join([*words[:start], mark, *words[start + 2 :]]), "partial"
        place = self._chance.randrange(2, len(words) - 3)
        return " ".join([*words[:place], "[the matter]", *words[place + 1 :]]), "partial"

    def _altered(self, kind: str, said: _Said) -> str | None:
        text, fillers = said.first, said.fillers
        if kind == "dropped not":
            without = re.sub(r" (not|never|no)\b", "", text, count=1)
            return None if without == text else without
        if kind == "changed number":
            other = str(self._chance.choice(range(1000, 9000, 100)))
            return text.replace(fillers["number"], other) if fillers["number"] in text else None
        if kind == "swapped name":
            slots = [slot for slot in ("name", "place", "town") if fillers[slot] in text]
            if not slots:
                return None
            slot = self._chance.choice(slots)
            names = {"name": sayings.NAMES, "place": sayings.PLACES, "town": sayings.TOWNS}[slot]
            return text.replace(
                fillers[slot], self._chance.choice([each for each in names if each != fillers[slot]])
            )
        if kind == "cut end":
            words = text.split()
            return " ".join(words[: self._chance.randrange(5, len(words) - 1)])
        if kind == "merged two":
            other = self._chance.choice([each for each in self._said if each.saying is not said.saying])
            return f"{text}. {other.first}"
        return getattr(said.saying, kind).format(**fillers)

    def _is_said(self, text: str) -> bool:
        plain = " ".join(re.findall(r"\w+", text.lower()))
        return any(
            plain in " ".join(re.findall(r"\w+", f"{said.first} {said.second}".lower()))
            for said in self._said
        )


def _quote(revision: ArticleRevision, start: int, words: str, speaker: Speaker) -> Quote:
    return Quote(
        article=revision.article,
        revision=revision,
        identity_key=str(start),
        position=start,
        type="direct",
        text=words,
        context=words,
        speaker=speaker,
        said_at=revision.article.published_at,
        confidence=0.9,
        engine="test",
        engine_version="1",
        spans=[QuoteSpan(role="content", start=start, end=start + len(words))],
    )
