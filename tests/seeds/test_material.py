"""The seed articles and speakers are complete, well formed and keep real people out of quotation marks."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

import seeds
from attribution.stance import is_same_side
from seeds.material import read_seed_targets

MATERIAL = Path(seeds.__file__).parent
ARTICLES = sorted((MATERIAL / "articles").glob("*.json"))
PARIS_SUMMIT = MATERIAL / "articles" / "2025-03-27-paris-summit.txt"
SPEAKERS: list[dict[str, Any]] = json.loads((MATERIAL / "speakers.json").read_text(encoding="utf-8"))

KEYS = {"title", "url", "publisher", "byline", "published_at", "language"}
OPENING_MARKS = '"“”„‟«»‹›‘‚‛`'
"""Everything that can open or close a quotation and is never an apostrophe."""
REAL_SURNAMES = [speaker["name"].split()[-1] for speaker in SPEAKERS]


def metadata(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def text_of(path: Path) -> str:
    return path.with_suffix(".txt").read_text(encoding="utf-8")


def names_of(speaker: dict[str, Any]) -> list[str]:
    return [speaker["name"], *speaker["aliases"], *speaker["searched_as"]]


each_article = pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)


def test_there_are_a_dozen_articles_and_no_text_without_its_metadata() -> None:
    texts = sorted(path.stem for path in (MATERIAL / "articles").glob("*.txt"))

    assert len(ARTICLES) == 12
    assert texts == [path.stem for path in ARTICLES]


@each_article
def test_an_article_has_exactly_the_keys_of_an_article(path: Path) -> None:
    article = metadata(path)

    assert set(article) == KEYS
    assert article["title"].strip()
    assert article["publisher"].strip()
    assert article["byline"] is None or article["byline"].strip()
    assert article["language"] == "en"


@each_article
def test_an_article_is_dated_with_a_zone_on_the_day_its_file_name_says(path: Path) -> None:
    published_at = datetime.fromisoformat(metadata(path)["published_at"])

    assert published_at.tzinfo is not None
    assert path.stem.startswith(f"{published_at.date().isoformat()}-")


@each_article
def test_an_article_lives_on_a_reserved_domain(path: Path) -> None:
    url = urlsplit(metadata(path)["url"])

    assert url.scheme == "https"
    assert url.hostname is not None
    assert url.hostname.endswith(".example")


def test_no_two_articles_share_an_address() -> None:
    urls = [metadata(path)["url"] for path in ARTICLES]

    assert len(set(urls)) == len(urls)


@each_article
def test_a_text_is_news_length_in_paragraphs_separated_by_one_empty_line(path: Path) -> None:
    text = text_of(path)
    paragraphs = text.removesuffix("\n").split("\n\n")

    assert 300 <= len(text.split()) <= 700
    assert all(paragraph == paragraph.strip() and "\n" not in paragraph for paragraph in paragraphs)
    assert all(paragraphs)


@each_article
def test_a_text_carries_no_template_or_markup_left_over(path: Path) -> None:
    text = metadata(path)["title"] + text_of(path)

    assert not re.search(r"\{\{|\}\}|<[a-z/]|&[a-z]+;|\ufffd|\r|\t", text)


@each_article
def test_real_people_never_appear_in_an_article_with_quotation_marks(path: Path) -> None:
    if path.stem == PARIS_SUMMIT.stem:
        return
    named = [name for name in REAL_SURNAMES if re.search(rf"\b{re.escape(name)}\b", text_of(path))]

    assert named == []


def test_the_paris_article_only_paraphrases() -> None:
    text = PARIS_SUMMIT.read_text(encoding="utf-8")
    title = metadata(PARIS_SUMMIT.with_suffix(".json"))["title"]

    for part in (text, title):
        assert not set(part) & set(OPENING_MARKS)
        assert not re.search(r"(?<!\w)['’]|['’](?!\w)", part), "an apostrophe stands between letters"


def test_the_paris_article_introduces_macron_in_full_once_and_tells_what_he_said_about_deployment() -> None:
    text = PARIS_SUMMIT.read_text(encoding="utf-8")
    about_deployment = [
        paragraph
        for paragraph in text.split("\n\n")
        if re.search(r"\bMacron\b|\bHe announced\b", paragraph) and re.search(r"\bdeploy(ed)?\b", paragraph)
    ]

    assert text.count("French President Emmanuel Macron") == text.count("Emmanuel") == 1
    assert len(about_deployment) >= 4
    assert "troops" in text


def test_every_starter_speaker_is_named_in_the_paris_article_or_is_donald_trump() -> None:
    text = PARIS_SUMMIT.read_text(encoding="utf-8")

    assert [speaker["name"] for speaker in SPEAKERS if speaker["name"] not in text] == ["Donald Trump"]


def test_the_same_invented_speakers_come_back_in_several_articles() -> None:
    def articles_naming(name: str) -> list[str]:
        return [path.stem for path in ARTICLES if name in text_of(path)]

    for name in ("Mara Velden", "Edran Sollick", "Teodor Vasch", "Ilse Marovny", "Agathe Lunsfort"):
        assert len(articles_naming(name)) >= 2, name


def test_the_articles_between_them_use_every_kind_of_quotation_mark() -> None:
    joined = "".join(text_of(path) for path in ARTICLES)

    for mark in '"“”‘’«»':
        assert mark in joined, mark


def test_a_starter_target_has_an_inverse_that_is_read_as_the_opposite() -> None:
    targets = read_seed_targets()

    assert len({target.slug for target in targets}) == len(targets) == 10
    for target in targets:
        assert not is_same_side(target.proposition, target.inverse), target.slug
        assert max(len(target.proposition), len(target.inverse)) <= 500
        assert target.notes is None or 0 < len(target.notes) <= 2000


def test_a_starter_speaker_has_a_name_a_kind_aliases_and_an_identifier_where_known() -> None:
    for speaker in SPEAKERS:
        assert set(speaker) == {"name", "kind", "wikidata_qid", "description", "aliases", "searched_as"}
        assert speaker["kind"] == "person"
        assert speaker["wikidata_qid"] is None or re.fullmatch(r"Q[1-9]\d*", speaker["wikidata_qid"])


@pytest.mark.parametrize("title", ["President", "Prime Minister", "Chancellor", "Sir", "Mr"])
def test_titles_are_no_aliases(title: str) -> None:
    names = [alias for speaker in SPEAKERS for alias in names_of(speaker)]

    assert [name for name in names if name.startswith(f"{title} ")] == []


def test_no_name_or_identifier_stands_for_two_starter_speakers() -> None:
    names = [alias for speaker in SPEAKERS for alias in names_of(speaker)]
    identifiers = [speaker["wikidata_qid"] for speaker in SPEAKERS if speaker["wikidata_qid"]]

    assert len(set(names)) == len(names)
    assert len(set(identifiers)) == len(identifiers)


def test_only_surnames_that_hardly_anybody_else_has_identify_a_starter_speaker() -> None:
    surnames = {alias for speaker in SPEAKERS for alias in speaker["aliases"] if " " not in alias}

    assert {surname[:6] for surname in surnames} == {"Macron", "Zelens"}
