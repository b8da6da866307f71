"""The seed material as written on disk: targets, speakers and articles. Reads files and nothing else."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from attribution.stance import Target


@dataclass(frozen=True, slots=True)
class SeedTarget:
    """A starter target; `notes` say to people what counts and what does not."""

    slug: str
    proposition: str
    inverse: str
    terms: tuple[str, ...]
    notes: str | None


@dataclass(frozen=True, slots=True)
class SeedSpeaker:
    """A speaker known from the start.

    `aliases` mean this speaker wherever they stand alone, so of the surnames only those that hardly anybody else in
    the news has; by those of `searched_as` a search finds the speaker.
    """

    name: str
    kind: str
    wikidata_qid: str | None
    description: str
    aliases: tuple[str, ...]
    searched_as: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeedArticle:
    """A sample article; `published_at` has a time zone."""

    title: str
    url: str
    publisher: str
    byline: str | None
    published_at: datetime
    language: str
    text: str


def _folder() -> Traversable:
    return files("seeds")


def _read_json(name: str) -> Any:
    return json.loads((_folder() / name).read_text(encoding="utf-8"))


@cache
def read_seed_targets() -> tuple[SeedTarget, ...]:
    """The starter targets, in the order of the file."""
    return tuple(
        SeedTarget(
            slug=row["slug"],
            proposition=row["proposition"],
            inverse=row["inverse"],
            terms=tuple(row["terms"]),
            notes=row["notes"],
        )
        for row in _read_json("targets.json")
    )


@cache
def read_targets() -> tuple[Target, ...]:
    """The starter targets as the stance engine reads them, in the order of the file."""
    return tuple(
        Target(target.proposition, target.terms, target.slug, target.inverse)
        for target in read_seed_targets()
    )


def read_speakers() -> tuple[SeedSpeaker, ...]:
    """The starter speakers, in the order of the file."""
    return tuple(
        SeedSpeaker(
            name=row["name"],
            kind=row["kind"],
            wikidata_qid=row["wikidata_qid"],
            description=row["description"],
            aliases=tuple(row["aliases"]),
            searched_as=tuple(row["searched_as"]),
        )
        for row in _read_json("speakers.json")
    )


def read_articles() -> tuple[SeedArticle, ...]:
    """The sample articles, oldest first: each a .json of what is known about it beside a .txt of its words."""
    folder = _folder() / "articles"
    names = sorted(
        entry.name.removesuffix(".json") for entry in folder.iterdir() if entry.name.endswith(".json")
    )
    return tuple(_read_article(folder, name) for name in names)


def _read_article(folder: Traversable, name: str) -> SeedArticle:
    known = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return SeedArticle(
        title=known["title"],
        url=known["url"],
        publisher=known["publisher"],
        byline=known["byline"],
        published_at=datetime.fromisoformat(known["published_at"]),
        language=known["language"],
        text=(folder / f"{name}.txt").read_text(encoding="utf-8"),
    )
