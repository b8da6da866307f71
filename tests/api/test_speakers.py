"""Who is quoted."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient


def test_speaker_is_shown_with_names_and_number_of_quotes(
    writer: FlaskClient, article: dict[str, Any]
) -> None:
    speaker = writer.get("/v1/speakers/1").json
    assert speaker == {
        "id": 1,
        "name": "Mara Velden",
        "kind": "person",
        "wikidata_qid": None,
        "description": "foreign minister of Torland",
        "aliases": ["Mara Velden"],
        "quote_count": 2,
        "links": {
            "self": "/v1/speakers/1",
            "quotes": "/v1/quotes?speaker=1",
            "positions": "/v1/speakers/1/positions",
        },
    }
    assert len(writer.get(speaker["links"]["quotes"]).json["items"]) == 2


def test_list_filters(writer: FlaskClient, article: dict[str, Any]) -> None:
    def names(query: str) -> list[str]:
        return [item["name"] for item in writer.get(f"/v1/speakers?{query}").json["items"]]

    assert names("") == ["Jonas Arkwright", "Mara Velden"]
    assert names("q=veld") == ["Mara Velden"]
    assert names("q=%25") == []
    assert names("kind=person") == ["Jonas Arkwright", "Mara Velden"]
    assert names("kind=group") == []
