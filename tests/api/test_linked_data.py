"""One quote in the vocabularies of others: what a program that knows nothing of us makes of it."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pyld import jsonld

from api.database import database
from api.schemas.linked_data import ANNOTATION_EXAMPLE, QUOTATION_EXAMPLE, AnnotationSchema, QuotationSchema
from models import Speaker
from tests.api.linked_data_contexts import CONTEXTS
from tests.api_fixtures import assert_problem
from tests.services.search.archive import Archive

OA = "http://www.w3.org/ns/oa#"
SCHEMA = "http://schema.org/"
HOSTILE = "<script>alert(1)</script>\u202e"


def expand(document: dict[str, Any]) -> dict[str, Any]:
    """The one node of the document, with every name spelled out. Nothing is fetched, and nothing may get lost."""

    def load(address: str, _options: object) -> dict[str, Any]:
        return {"contextUrl": None, "documentUrl": address, "document": CONTEXTS[address]}

    (node,) = jsonld.expand(document, {"documentLoader": load})
    members = {key for key in _members(document) if not key.startswith("@")}
    assert len(_members(node)) >= len(members)
    assert not [key for key in _members(node) if not key.startswith(("@", "http"))]
    found: dict[str, Any] = node
    return found


def _members(value: Any) -> set[str]:
    if isinstance(value, list):
        return {key for each in value for key in _members(each)}
    if isinstance(value, dict):
        return set(value) | {key for each in value.values() for key in _members(each)}
    return set()


def test_annotation_expands_to_the_terms_of_the_model(writer: FlaskClient, article: dict[str, Any]) -> None:
    response = writer.get("/v1/quotes/2/annotation")
    assert (
        response.headers["Content-Type"] == 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
    )
    node = expand(response.json)
    assert node["@id"] == "http://localhost/v1/quotes/2/annotation"
    assert node["@type"] == [f"{OA}Annotation"]
    assert node[f"{OA}motivatedBy"] == [{"@id": f"{OA}identifying"}]
    (target,) = node[f"{OA}hasTarget"]
    assert target[f"{OA}hasSource"] == [{"@id": "http://localhost/v1/articles/1"}]
    by_words, by_position = target[f"{OA}hasSelector"]
    (segment,) = writer.get("/v1/quotes/2").json["segments"]
    assert by_words["@type"] == [f"{OA}TextQuoteSelector"]
    assert by_words[f"{OA}exact"] == [{"@value": segment["text"]}]
    assert by_position["@type"] == [f"{OA}TextPositionSelector"]
    assert by_position[f"{OA}start"][0]["@value"] == segment["start"]
    assert by_position[f"{OA}end"][0]["@value"] == segment["end"]


def test_quotation_expands_to_schema_org(app: Flask, writer: FlaskClient, article: dict[str, Any]) -> None:
    with app.app_context(), database().writing.begin() as session:
        session.get_one(Speaker, 1).wikidata_qid = "Q1"
    response = writer.get("/v1/quotes/2/jsonld")
    assert response.headers["Content-Type"] == "application/ld+json"
    node = expand(response.json)
    assert node["@type"] == [f"{SCHEMA}Quotation"]
    assert node[f"{SCHEMA}text"] == [{"@value": "We will deploy troops to the island,"}]
    (speaker,) = node[f"{SCHEMA}spokenByCharacter"]
    assert speaker["@type"] == [f"{SCHEMA}Person"]
    assert speaker[f"{SCHEMA}name"] == [{"@value": "Mara Velden"}]
    assert speaker[f"{SCHEMA}sameAs"] == [{"@id": "https://www.wikidata.org/entity/Q1"}]
    (part,) = node[f"{SCHEMA}isPartOf"]
    assert part["@type"] == [f"{SCHEMA}NewsArticle"]
    assert part[f"{SCHEMA}headline"] == [{"@value": "Bridge stays open"}]
    assert node[f"{SCHEMA}citation"] == [{"@value": writer.get("/v1/quotes/2").json["citation"]}]
    (about,) = node[f"{SCHEMA}about"]
    assert about["@type"] == [f"{SCHEMA}AgreeAction"]
    assert about[f"{SCHEMA}agent"] == [{"@id": speaker["@id"]}]
    (claim,) = about[f"{SCHEMA}object"]
    assert claim["@type"] == [f"{SCHEMA}Claim"]
    assert claim[f"{SCHEMA}text"] == [{"@value": "Troops should be deployed to the island"}]


@pytest.mark.parametrize(
    ("label", "kind"), [("favor", "AgreeAction"), ("against", "DisagreeAction"), ("neutral", "Claim")]
)
def test_nobody_is_told_that_a_claim_is_true(app: Flask, client: FlaskClient, label: str, kind: str) -> None:
    with app.app_context(), database().writing.begin() as session:
        archive = Archive(session)
        target = archive.target("tolls", "Tolls should go")
        archive.quote("The toll stays", speaker="Mara Velden", stances={target: label})
    answer = client.get("/v1/quotes/1/jsonld")
    (about,) = answer.json["about"]
    assert about["@type"] == kind
    assert about.get("object", about)["text"] == "Tolls should go"
    for word in ("Review", "rating", "Rating", "true", "false"):
        assert word not in answer.text


def test_words_of_the_article_are_not_passed_off_as_the_speakers(app: Flask, client: FlaskClient) -> None:
    with app.app_context(), database().writing.begin() as session:
        archive = Archive(session)
        for kind in ("direct", "mixed", "indirect"):
            archive.quote("that the toll stays", speaker="Mara Velden", kind=kind)
    for number, (description, cited) in enumerate(
        [
            ("In quotation marks in the article.", "Mara Velden, “that the toll stays”, 2025-03-27, "),
            ("Partly in", "Mara Velden, as reported: that the toll stays, 2025-03-27, "),
            ("In the article's words", "Mara Velden, as reported: that the toll stays, 2025-03-27, "),
        ],
        start=1,
    ):
        shown = client.get(f"/v1/quotes/{number}/jsonld").json
        assert shown["description"].startswith(description)
        assert shown["citation"] == f"{cited}http://localhost/v1/quotes/{number}"


def test_quote_without_a_speaker_names_none(writer: FlaskClient) -> None:
    assert writer.post("/v1/articles", json={"text": "“The bridge stays open,” he said."}).status_code == 201
    shown = writer.get("/v1/quotes/1/jsonld").json
    assert "spokenByCharacter" not in shown
    assert shown["citation"].startswith("he (not identified), “The bridge stays open”, undated, ")
    expand(shown)


def test_mark_up_stays_text(app: Flask, client: FlaskClient) -> None:
    with app.app_context(), database().writing.begin() as session:
        Archive(session).quote(HOSTILE, speaker=HOSTILE, title=HOSTILE, publisher=HOSTILE, before=HOSTILE)
    for path in ("annotation", "jsonld"):
        response = client.get(f"/v1/quotes/1/{path}")
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        expand(response.json)
    assert client.get("/v1/quotes/1/jsonld").json["text"] == HOSTILE
    assert "\u202e" not in client.get("/v1/quotes/1/jsonld").json["citation"]


def test_examples_in_the_documentation_are_of_the_same_form() -> None:
    for example, schema in ((ANNOTATION_EXAMPLE, AnnotationSchema), (QUOTATION_EXAMPLE, QuotationSchema)):
        assert schema().validate(example) == {}
        expand(example)


@pytest.mark.parametrize("path", ["annotation", "jsonld"])
def test_unchanged_is_304_withdrawn_is_410_unknown_is_404(
    app: Flask, writer: FlaskClient, article: dict[str, Any], path: str
) -> None:
    address = f"/v1/quotes/2/{path}"
    tag = writer.get(address).headers["ETag"]
    for method in ("GET", "HEAD"):
        assert writer.open(address, method=method, headers={"If-None-Match": tag}).status_code == 304
    slug = writer.get("/v1/targets").json["items"][0]["slug"]
    target = writer.get(f"/v1/targets/{slug}")
    changed = writer.patch(
        f"/v1/targets/{slug}",
        json={"proposition": "Many troops should be deployed to the island"},
        headers={"If-Match": target.headers["ETag"]},
    )
    assert changed.status_code == 200
    assert writer.get(address, headers={"If-None-Match": tag}).status_code == 200
    assert writer.delete("/v1/articles/1").status_code == 204
    assert_problem(writer.get(address), 410, "gone")
    assert_problem(writer.get(f"/v1/quotes/99/{path}"), 404, "not-found")
    assert_problem(writer.get(f"{address}?format=turtle"), 422, "invalid-input")


def test_each_segment_is_a_target_of_its_own(writer: FlaskClient) -> None:
    text = "“The toll stays,” said Mara Velden, the minister. “It pays for the bridge.”"
    (quote,) = writer.post("/v1/articles", json={"text": text}).json["quotes"]
    targets = writer.get(f"{quote['links']['self']}/annotation").json["target"]
    assert len(targets) == 2
    for target, segment in zip(targets, quote["segments"], strict=True):
        by_words, by_position = target["selector"]
        assert by_words["exact"] == segment["text"]
        assert by_position == {
            "type": "TextPositionSelector",
            "start": segment["start"],
            "end": segment["end"],
        }
        assert by_words["prefix"] + segment["text"] + by_words["suffix"] in text
