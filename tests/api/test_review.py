"""People decide about quotes: what it is, who said it, where it stands, and whether it is one."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.api_fixtures import ARTICLE, TARGET, assert_problem, make_writer

TEXT = ARTICLE["text"]
SLUG = "troops-should-be-deployed-to-the-island"
BRIDGE = "/v1/quotes/1"
TROOPS = "/v1/quotes/2"


def span(words: str) -> dict[str, int]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words)}


def patch(writer: FlaskClient, address: str, **change: Any) -> TestResponse:
    headers = {"If-Match": writer.get(address).headers["ETag"]}
    # Not json=: the test client could not send half a character.
    return writer.patch(address, data=json.dumps(change), headers=headers, content_type="application/json")


def withdraw(writer: FlaskClient, address: str, query: str = "") -> TestResponse:
    return writer.delete(address + query, headers={"If-Match": writer.get(address).headers["ETag"]})


def history(client: FlaskClient, address: str) -> list[dict[str, Any]]:
    response = client.get(f"{address}/history?sort=oldest")
    assert response.status_code == 200, response.text
    events: list[dict[str, Any]] = response.json["items"]
    return events


pytestmark = pytest.mark.usefixtures("article")


def test_everything_about_a_quote_follows_from_its_new_bounds(writer: FlaskClient) -> None:
    response = patch(writer, BRIDGE, content=[span("bridge stays")], reason="Only this was said.")
    assert response.status_code == 200, response.text
    quote = response.json
    assert quote["text"] == "bridge stays"
    assert quote["segments"] == [{**span("bridge stays"), "text": "bridge stays"}]
    assert (quote["decided_by"], quote["confidence"], quote["state"]) == ("human", 1.0, "active")
    read = writer.get(BRIDGE)
    assert read.headers["ETag"] == response.headers["ETag"]
    assert read.json.items() <= quote.items()
    assert [found["id"] for found in writer.get("/v1/quotes?q=stays").json["items"]] == [1]
    assert writer.get("/v1/quotes?q=open").json["items"] == []


def test_type_is_read_from_the_quotation_marks(writer: FlaskClient) -> None:
    for content, kind in (
        (["The bridge", "open,"], "direct"),
        (["The bridge stays open,"], "direct"),
        (["“The bridge stays open,” Mara Velden"], "mixed"),
        (["said on Monday"], "indirect"),
    ):
        response = patch(writer, BRIDGE, content=[span(words) for words in content])
        assert (response.json["type"], response.json["text"]) == (kind, " … ".join(content))


def test_stances_of_the_machine_are_read_anew_for_new_bounds(writer: FlaskClient) -> None:
    assert [stance["target"] for stance in writer.get(TROOPS).json["stances"]] == [SLUG]
    changed = patch(writer, TROOPS, content=[span("she added")]).json
    for stance in changed["stances"]:
        assert stance["evidence"]["text"] in "she added"
    restored = patch(writer, TROOPS, content=[span("We will deploy troops to the island,")]).json
    assert [stance["target"] for stance in restored["stances"]] == [SLUG]


WRONG_CONTENT: list[Any] = [
    [],
    [{"start": 5, "end": 5}],
    [{"start": 9, "end": 5}],
    [{"start": 0, "end": 100_000}],
    [{"start": 10, "end": 20}, {"start": 15, "end": 25}],
    [{"start": 30, "end": 40}, {"start": 10, "end": 20}],
    [{"start": TEXT.index("\n\n"), "end": TEXT.index("\n\n") + 2}],
    [{"start": -1, "end": 5}],
    [{"start": 2**31, "end": 2**31 + 1}],
    [{"start": 1.5, "end": 5}],
    [{"start": "1", "end": 5}],
    [{"start": 1, "end": 5, "text": "x"}],
    [[1, 5]],
    [{"start": 2 * number, "end": 2 * number + 1} for number in range(101)],
    "1-5",
    None,
]


def test_spans_that_do_not_fit_the_text_are_refused(writer: FlaskClient) -> None:
    before = writer.get(BRIDGE).json
    for content in WRONG_CONTENT:
        problem = assert_problem(patch(writer, BRIDGE, content=content), 422, "invalid-input")
        assert problem["errors"][0]["pointer"].startswith("/content"), content
    assert writer.get(BRIDGE).json == before


def test_two_quotes_cannot_have_the_same_bounds(writer: FlaskClient) -> None:
    words = span("We will deploy troops to the island,")
    problem = assert_problem(patch(writer, BRIDGE, content=[words]), 409, "conflict")
    assert problem["quote"] == TROOPS


def test_speaker_is_corrected_or_nobody(writer: FlaskClient) -> None:
    arkwright = writer.get("/v1/speakers?q=Arkwright").json["items"][0]["id"]
    changed = patch(writer, BRIDGE, speaker=arkwright, reason="He said it.")
    assert changed.json["speaker"]["name"] == "Jonas Arkwright"
    assert [quote["id"] for quote in writer.get("/v1/quotes?speaker=Arkwright&q=bridge").json["items"]] == [1]
    nobody = patch(writer, BRIDGE, speaker=None, no_speaker="no_source").json
    assert (nobody["speaker"], nobody["no_speaker"]) == (None, {"reason": "no_source", "candidates": []})
    corrected = [event for event in history(writer, BRIDGE) if event["action"] == "corrected"]
    assert [event["after"]["speaker_id"] for event in corrected] == [arkwright, None]
    assert [event["reason"] for event in corrected] == ["He said it.", None]


WRONG_CHANGES: list[dict[str, Any]] = [
    {"speaker": 999},
    {"speaker": 0},
    {"speaker": "1"},
    {"speaker": True},
    {"speaker": None},
    {"no_speaker": "no_source"},
    {"speaker": 1, "no_speaker": "no_source"},
    {"speaker": None, "no_speaker": "because"},
    {"stances": []},
    {"stances": [{"target": SLUG}]},
    {"stances": [{"target": SLUG, "label": "maybe"}]},
    {"stances": [{"target": "nothing", "label": "favor"}]},
    {"stances": [{"target": SLUG, "label": "favor"}, {"target": SLUG, "label": "none"}]},
    {"stances": [{"target": SLUG, "label": "favor", "evidence": {"start": 0, "end": 5}}]},
    {"stances": {SLUG: "favor"}},
    {"decision": "withdraw"},
    {"decision": None},
    {"decision": "reject", "speaker": 1},
    {"reason": "nothing else"},
    {"state": "rejected"},
    {"text": "We will not deploy troops"},
    {"decision": "confirm", "reason": "r" * 2001},
    {"decision": "confirm", "reason": "nul \x00"},
    {"decision": "confirm", "reason": "\ud800"},
    {},
]


def test_what_cannot_be_decided_is_refused_and_changes_nothing(writer: FlaskClient) -> None:
    before, events = writer.get(TROOPS), history(writer, TROOPS)
    for change in WRONG_CHANGES:
        assert_problem(patch(writer, TROOPS, **change), 422, "invalid-input")
    after = writer.get(TROOPS)
    assert (after.json, after.headers["ETag"]) == (before.json, before.headers["ETag"])
    assert history(writer, TROOPS) == events


def test_a_stance_is_corrected_with_its_evidence(writer: FlaskClient) -> None:
    stances = [{"target": SLUG, "label": "against", "evidence": span("troops")}]
    changed = patch(writer, TROOPS, stances=stances)
    (stance,) = changed.json["stances"]
    assert (stance["label"], stance["decided_by"], stance["confidence"]) == ("against", "human", 1.0)
    assert stance["evidence"]["text"] == "troops"
    assert changed.json["decided_by"] == "machine"
    assert writer.get(f"/v1/quotes?target={SLUG}&stance=favor").json["items"] == []
    (event,) = history(writer, TROOPS)
    assert event["action"] == "stance_decided"
    assert (event["before"]["label"], event["before"]["decided_by"]) == ("favor", "machine")
    assert event["before"]["engine"] == stance["engine"]["name"]
    assert (event["after"]["label"], event["after"]["decided_by"]) == ("against", "human")


def test_a_stance_toward_a_target_that_no_engine_saw_names_no_engine(writer: FlaskClient) -> None:
    changed = patch(writer, BRIDGE, stances=[{"target": SLUG, "label": "neutral"}])
    (stance,) = changed.json["stances"]
    assert stance["engine"] == {"name": "none", "version": "0"}
    assert stance["evidence"]["text"] == "The bridge stays open,"


def test_not_about_a_target_stays_so_when_the_target_is_reworded(writer: FlaskClient) -> None:
    changed = patch(writer, TROOPS, stances=[{"target": SLUG, "label": "none"}], reason="Other troops.")
    assert (changed.json["stances"], changed.json["not_about"]) == ([], [SLUG])
    for about in (f"target={SLUG}", "about=deployment"):
        matched = writer.get(f"/v1/quotes?{about}").json["items"]
        assert all(f"target:{SLUG}" not in quote["match"]["reasons"] for quote in matched)
    target = f"/v1/targets/{SLUG}"
    reworded = writer.patch(
        target,
        json={"terms": ["troops", "island"]},
        headers={"If-Match": writer.get(target).headers["ETag"]},
    )
    assert reworded.status_code == 200
    assert writer.get(TROOPS).json["stances"] == []
    again = patch(writer, TROOPS, stances=[{"target": SLUG, "label": "favor"}]).json
    assert ([stance["label"] for stance in again["stances"]], again["not_about"]) == (["favor"], [])
    back = patch(writer, TROOPS, stances=[{"target": SLUG, "label": "none"}]).json
    assert (back["stances"], back["not_about"]) == ([], [SLUG])
    assert [event["after"]["label"] for event in history(writer, TROOPS)] == ["none", "favor", "none"]


def test_a_confirmed_quote_is_a_persons(writer: FlaskClient) -> None:
    before = writer.get(BRIDGE).json
    confirmed = patch(writer, BRIDGE, decision="confirm").json
    assert (confirmed["decided_by"], confirmed["confidence"]) == ("human", 1.0)
    assert confirmed["engine"] == before["engine"]
    (event,) = history(writer, BRIDGE)
    assert event["action"] == "confirmed"
    assert event["before"] == {"decided_by": "machine", "confidence": before["confidence"]}


def test_to_say_what_the_machine_says_is_to_decide_it(writer: FlaskClient) -> None:
    quote = writer.get(BRIDGE).json
    same = patch(writer, BRIDGE, speaker=quote["speaker"]["id"], content=[span(quote["text"])]).json
    assert (same["decided_by"], same["text"], same["speaker"]) == ("human", quote["text"], quote["speaker"])
    assert [event["action"] for event in history(writer, BRIDGE)] == ["confirmed"]


def test_the_same_decision_again_changes_nothing(writer: FlaskClient) -> None:
    change = {"decision": "confirm", "stances": [{"target": SLUG, "label": "favor"}]}
    first = patch(writer, TROOPS, **change)
    events = history(writer, TROOPS)
    second = patch(writer, TROOPS, **change)
    assert (second.json, second.headers["ETag"]) == (first.json, first.headers["ETag"])
    assert history(writer, TROOPS) == events


LISTS = (
    "/v1/quotes?limit=100",
    "/v1/quotes?about=troops",
    "/v1/quotes?q=deploy",
    "/v1/quotes?article=1",
    "/v1/quotes?speaker=Velden",
    f"/v1/quotes?target={SLUG}",
    "/v1/ask?q=what+did+Velden+say+about+troops",
    "/v1/ask?q=who+supports+troops+on+the+island",
    "/v1/review-queue",
)


def seen(client: FlaskClient) -> dict[str, bool]:
    listed = {address: client.get(address).json["items"] for address in LISTS}
    listed["/v1/articles/1"] = client.get("/v1/articles/1").json["quotes"]
    return {address: 2 in [quote["id"] for quote in quotes] for address, quotes in listed.items()}


@pytest.mark.parametrize("ending", ["rejected", "withdrawn"])
def test_what_people_took_away_is_served_nowhere(writer: FlaskClient, ending: str) -> None:
    assert set(seen(writer).values()) == {True}
    count = writer.get("/v1/speakers?q=Velden").json["items"][0]["quote_count"]
    if ending == "rejected":
        rejected = patch(writer, TROOPS, decision="reject", reason="It is a chant.")
        assert (rejected.json["state"], rejected.json["state_reason"]) == ("rejected", "It is a chant.")
    else:
        assert withdraw(writer, TROOPS, "?reason=It+is+a+chant.").status_code == 204
    assert set(seen(writer).values()) == {False}
    assert writer.get("/v1/speakers?q=Velden").json["items"][0]["quote_count"] == count - 1
    problem = assert_problem(writer.get(TROOPS), 410, "gone")
    assert (problem["state"], problem["reason"]) == (ending, "It is a chant.")
    assert (problem["withdrawn_at"] is None) == (ending == "rejected")
    assert history(writer, TROOPS)[-1]["action"] == ending


def test_a_rejected_quote_comes_back_when_it_is_confirmed(writer: FlaskClient) -> None:
    rejected = patch(writer, TROOPS, decision="reject")
    headers = {"If-Match": rejected.headers["ETag"]}
    for change in ({"speaker": 1}, {"decision": "reject"}):
        assert_problem(writer.patch(TROOPS, json=change, headers=headers), 410, "gone")
    back = writer.patch(TROOPS, json={"decision": "confirm"}, headers=headers)
    assert (back.status_code, back.json["state"]) == (200, "active")
    assert [stance["target"] for stance in back.json["stances"]] == [SLUG]
    assert set(seen(writer).items()) >= {("/v1/quotes?q=deploy", True), ("/v1/review-queue", False)}
    assert [event["action"] for event in history(writer, TROOPS)] == ["rejected", "restored"]


def test_a_withdrawn_quote_does_not_come_back(writer: FlaskClient) -> None:
    assert withdraw(writer, TROOPS).status_code == 204
    change = {"decision": "confirm"}
    assert_problem(writer.patch(TROOPS, json=change, headers={"If-Match": "*"}), 410, "gone")
    assert_problem(writer.delete(TROOPS, headers={"If-Match": "*"}), 410, "gone")
    assert writer.post("/v1/articles", json=ARTICLE).status_code == 200
    assert [quote["id"] for quote in writer.get("/v1/articles/1").json["quotes"]] == [1, 3]


def test_a_withdrawn_quote_does_not_come_back_with_a_revision(writer: FlaskClient) -> None:
    page = {**ARTICLE, "url": "https://courier.example/bridge"}
    stored = writer.post("/v1/articles", json=page).json
    quote = next(quote for quote in stored["quotes"] if "troops" in quote["text"])
    assert withdraw(writer, f"/v1/quotes/{quote['id']}").status_code == 204
    for text in (f"Correction. {TEXT}", TEXT.replace("she added", "she told reporters")):
        revised = writer.post("/v1/articles", json={**page, "text": text}).json
        assert len(revised["quotes"]) >= 1
        assert [quote for quote in revised["quotes"] if "troops" in quote["text"]] == []


def test_deciding_and_withdrawing_need_the_current_tag(writer: FlaskClient) -> None:
    stale = writer.get(BRIDGE).headers["ETag"]
    confirm = {"decision": "confirm"}
    assert_problem(writer.patch(BRIDGE, json=confirm), 428, "precondition-required")
    assert_problem(writer.delete(BRIDGE), 428, "precondition-required")
    assert patch(writer, BRIDGE, **confirm).status_code == 200
    for headers in ({"If-Match": stale}, {"If-Match": "nonsense"}):
        assert_problem(writer.patch(BRIDGE, json=confirm, headers=headers), 412, "version-mismatch")
        assert_problem(writer.delete(BRIDGE, headers=headers), 412, "version-mismatch")
    for method in ("PATCH", "DELETE"):
        body = confirm if method == "PATCH" else None
        assert_problem(writer.open("/v1/quotes/999", method=method, json=body), 404, "not-found")


def test_of_two_changes_at_once_one_wins(
    make_app: Callable[..., Flask], database_url: str, article: dict[str, Any]
) -> None:
    app = make_app(database_url=database_url)
    writer = make_writer(app)
    assert writer.post("/v1/targets", json=TARGET).status_code == 201
    stored = writer.post("/v1/articles", json=ARTICLE).json
    address = f"/v1/quotes/{stored['quotes'][1]['id']}"
    headers = {"If-Match": writer.get(address).headers["ETag"]}
    clients = [make_writer(app) for _ in range(4)]
    ready = Barrier(len(clients))

    def change(number: int) -> int:
        ready.wait()
        stances = [{"target": SLUG, "label": "neutral" if number % 2 else "none"}]
        body = {"content": [span("deploy troops")], "stances": stances, "reason": str(number)}
        return clients[number].patch(address, json=body, headers=headers).status_code

    with ThreadPoolExecutor(len(clients)) as pool:
        statuses = sorted(pool.map(change, range(len(clients))))
    assert statuses == [200, 412, 412, 412]
    assert len({event["reason"] for event in history(writer, address) if event["decided_by"] == "human"}) == 1


REPLY = {
    "text": "I spoke of the old bridge.",
    "author": "Mara Velden",
    "url": "https://velden.example/reply",
    "published_at": "2025-03-28T09:00:00+00:00",
}


def test_a_reply_is_shown_beside_the_quote(writer: FlaskClient) -> None:
    assert writer.get(BRIDGE).json["reply"] is None
    before = writer.get(BRIDGE).headers["ETag"]
    put = writer.put(f"{BRIDGE}/reply", json=REPLY)
    assert put.status_code == 201, put.text
    assert put.json["reply"].items() >= REPLY.items()
    assert put.headers["ETag"] == writer.get(BRIDGE).headers["ETag"] != before
    (listed,) = writer.get("/v1/quotes?q=bridge").json["items"]
    assert listed["reply"] == put.json["reply"]
    assert writer.get("/v1/articles/1").json["quotes"][0]["reply"] == put.json["reply"]
    same = writer.put(f"{BRIDGE}/reply", json=REPLY)
    assert (same.status_code, same.headers["ETag"]) == (200, put.headers["ETag"])
    other = writer.put(f"{BRIDGE}/reply", json={"text": "No comment.", "author": "Mara Velden"})
    assert (other.status_code, other.json["reply"]["url"]) == (200, None)
    stale = writer.delete(f"{BRIDGE}/reply", headers={"If-Match": put.headers["ETag"]})
    assert_problem(stale, 412, "version-mismatch")
    assert writer.delete(f"{BRIDGE}/reply?reason=On+request.").status_code == 204
    assert writer.get(BRIDGE).json["reply"] is None
    assert_problem(writer.delete(f"{BRIDGE}/reply"), 404, "not-found")
    events = history(writer, BRIDGE)
    assert [event["action"] for event in events] == ["reply_added", "reply_changed", "reply_removed"]
    assert events[1]["before"] == REPLY
    assert events[2]["reason"] == "On request."


def test_a_reply_leaves_the_quote_in_the_queue(writer: FlaskClient) -> None:
    assert writer.put(f"{BRIDGE}/reply", json=REPLY).status_code == 201
    assert 1 in [quote["id"] for quote in writer.get("/v1/review-queue").json["items"]]


WRONG_REPLIES: list[dict[str, Any]] = [
    {"text": ""},
    {"text": " \u200b\n"},
    {"text": "t" * 5001},
    {"text": "nul \x00"},
    {"text": "\ud800"},
    {"text": None},
    {"author": ""},
    {"author": "a" * 301},
    {"author": None},
    {"url": "javascript:alert(1)"},
    {"url": "https://user:secret@velden.example/"},
    {"url": "https://velden.example/" + "x" * 2000},
    {"published_at": "2025-03-28"},
    {"published_at": "9999-01-01T00:00:00Z"},
    {"html": "<script>alert(1)</script>"},
]


def test_what_cannot_be_a_reply_is_refused(writer: FlaskClient) -> None:
    for change in WRONG_REPLIES:
        body = json.dumps({**REPLY, **change})
        response = writer.put(f"{BRIDGE}/reply", data=body, content_type="application/json")
        assert_problem(response, 422, "invalid-input")
    assert writer.get(BRIDGE).json["reply"] is None


def test_markup_in_a_reply_stays_text(writer: FlaskClient) -> None:
    text = "<script>alert('x')</script>\n=1+1\u202e"
    put = writer.put(f"{BRIDGE}/reply", json={"text": text, "author": "<b>Velden</b>"})
    assert (put.json["reply"]["text"], put.json["reply"]["author"]) == (text, "<b>Velden</b>")
    assert put.content_type == "application/json"


def test_there_is_no_reply_to_what_is_gone(writer: FlaskClient) -> None:
    assert withdraw(writer, BRIDGE).status_code == 204
    assert_problem(writer.put(f"{BRIDGE}/reply", json=REPLY), 410, "gone")
    assert_problem(writer.put("/v1/quotes/999/reply", json=REPLY), 404, "not-found")


def test_the_queue_says_what_is_doubtful_most_first(writer: FlaskClient) -> None:
    items = writer.get("/v1/review-queue").json["items"]
    points = [quote["doubt"]["points"] for quote in items]
    assert len(points) == 3
    assert points == sorted(points, reverse=True)
    for quote in items:
        reasons = quote["doubt"]["reasons"]
        assert sum(reason["points"] for reason in reasons) == quote["doubt"]["points"]
    troops = next(quote for quote in items if quote["id"] == 2)
    codes = {reason["code"]: reason["target"] for reason in troops["doubt"]["reasons"]}
    assert codes["unsure_stance"] == SLUG


def test_the_queue_can_be_narrowed_and_loses_what_is_decided(writer: FlaskClient) -> None:
    def queue(query: str) -> set[int]:
        return {quote["id"] for quote in writer.get(f"/v1/review-queue?{query}").json["items"]}

    assert queue("speaker=Arkwright") == {3}
    assert queue("publisher=torland+courier") == {1, 2, 3}
    assert queue("publisher=nobody") == queue("speaker=Nobody") == set()
    assert queue(f"target={SLUG}") == {2}
    assert patch(writer, TROOPS, decision="confirm").status_code == 200
    assert queue("") == {1, 3}
    assert_problem(writer.get("/v1/review-queue?target=nothing"), 404, "not-found")
    assert_problem(writer.get("/v1/review-queue?doubt=9"), 422, "invalid-input")


def test_only_reviewers_see_who_decided(
    writer: FlaskClient, client: FlaskClient, key_headers: Callable[..., dict[str, str]]
) -> None:
    assert patch(writer, BRIDGE, decision="confirm", reason="Heard it.").status_code == 200
    (shown,) = client.get(f"{BRIDGE}/history").json["items"]
    assert (shown["decided_by"], shown["actor"], shown["actor_name"]) == ("human", None, None)
    assert shown["reason"] == "Heard it."
    (reviewed,) = client.get(f"{BRIDGE}/history", headers=key_headers("read", "review")).json["items"]
    assert reviewed["actor"].startswith("key:")
    assert reviewed["actor_name"] == "test"
    assert {**reviewed, "actor": None, "actor_name": None} == shown


def test_what_was_withdrawn_can_be_read_in_its_history_by_reviewers_alone(
    writer: FlaskClient, client: FlaskClient
) -> None:
    assert patch(writer, BRIDGE, content=[span("bridge")]).status_code == 200
    assert writer.put(f"{TROOPS}/reply", json=REPLY).status_code == 201
    assert client.get(f"{BRIDGE}/history").json["items"][0]["after"]["content"] == [[5, 11]]
    (reply,) = client.get(f"{TROOPS}/history").json["items"]
    assert (reply["before"], reply["after"]) == (None, {})
    assert writer.delete("/v1/articles/1?reason=Libel").status_code == 204
    for address in ("/v1/articles/1", BRIDGE, TROOPS):
        events = client.get(f"{address}/history").json["items"]
        assert (events[0]["action"], events[0]["reason"]) == ("withdrawn", "Libel")
        assert [event["after"] for event in events if event["after"]] == []
        assert any(event["after"] for event in history(writer, address))


def test_every_thing_has_a_history(writer: FlaskClient) -> None:
    assert patch(writer, BRIDGE, decision="confirm").status_code == 200
    for address in (BRIDGE, "/v1/articles/1", "/v1/speakers/1", f"/v1/targets/{SLUG}"):
        assert len(history(writer, address)) >= 1


def test_what_never_was_has_no_history(writer: FlaskClient) -> None:
    for path in ("quotes/999", "articles/999", "speakers/999", "targets/nothing"):
        assert_problem(writer.get(f"/v1/{path}/history"), 404, "not-found")


def test_a_history_is_read_from_either_end_in_pages(writer: FlaskClient) -> None:
    for label in ("against", "neutral", "none", "favor"):
        changed = patch(writer, TROOPS, stances=[{"target": SLUG, "label": label}])
        assert changed.status_code == 200
    whole = [event["id"] for event in history(writer, TROOPS)]
    assert len(whole) == 4
    for sort, wanted in (("oldest", whole), ("newest", whole[::-1])):
        walked, address = [], f"{TROOPS}/history?sort={sort}&limit=1"
        while address:
            page = writer.get(address).json
            walked += [event["id"] for event in page["items"]]
            address = page["next"] and f"{TROOPS}/history?sort={sort}&limit=1&cursor={page['next']}"
        assert walked == wanted
    cursor = writer.get(f"{TROOPS}/history?limit=1").json["next"]
    for other in (f"{BRIDGE}/history?", f"{TROOPS}/history?sort=oldest&"):
        assert_problem(writer.get(f"{other}cursor={cursor}"), 404, "invalid-cursor")
