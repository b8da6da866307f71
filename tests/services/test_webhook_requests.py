"""One message to one address: what goes wrong is told in words of ours, within bounds of time and size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from services.outbound_addresses import OutboundRules
from services.webhook_requests import Sender
from tests.services.chat_server import drip
from tests.services.local_server import Handler, hang_up, reply, wait
from tests.services.webhook_receiver import Receiver, webhook_receiver


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with webhook_receiver() as running:
        yield running


def sender(receiver: Receiver, *, seconds: float = 30.0, networks: str = "127.0.0.0/8") -> Sender:
    rules = OutboundRules.parse(schemes=["http"], ports=str(receiver.port), networks=networks)
    return Sender(rules, seconds=seconds)


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_every_success_is_one(receiver: Receiver, status: int) -> None:
    receiver.will(reply(status))
    outcome = sender(receiver).send(receiver.url, b"{}", {})
    assert (outcome.status, outcome.error) == (status, None)


@pytest.mark.parametrize("status", [304, 400, 401, 404, 410, 500, 503])
def test_everything_else_is_an_error(receiver: Receiver, status: int) -> None:
    receiver.will(reply(status, b"<script>why</script>"))
    outcome = sender(receiver).send(receiver.url, b"{}", {})
    assert outcome.status == status
    assert outcome.error is not None
    assert "script" not in outcome.error


@pytest.mark.parametrize(
    ("asked", "pause"),
    [("30", 30.0), (" 7 ", 7.0), ("999999", 86400.0), ("1" * 50, 0.0), ("-1", 0.0), ("soon", 0.0), ("", 0.0)],
)
def test_a_pause_is_read_where_it_is_a_number_of_seconds(
    receiver: Receiver, asked: str, pause: float
) -> None:
    receiver.will(reply(503, Retry_After=asked))
    assert sender(receiver).send(receiver.url, b"{}", {}).retry_after == pause


def test_silence_and_dripping_are_cut_off(receiver: Receiver) -> None:
    def drip_status(handler: Handler) -> None:
        for byte in b"HTTP/1.1 200 " + b"O" * 1000:
            handler.wfile.write(bytes([byte]))
            if handler.server.fake.over.wait(0.05):
                return

    for behaviour in (wait, drip_status):
        receiver.will(behaviour)
        outcome = sender(receiver, seconds=0.3).send(receiver.url, b"{}", {})
        assert (outcome.status, outcome.error) == (None, "no answer within 0.3 seconds")


def test_who_said_that_it_has_it_may_drip_the_rest(receiver: Receiver) -> None:
    def answer_and_wait(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\nx")
        wait(handler)

    for behaviour in (answer_and_wait, drip(b"Content-Length: 5000\r\n\r\n" + b"x" * 5000)):
        receiver.will(behaviour)
        outcome = sender(receiver, seconds=1).send(receiver.url, b"{}", {})
        assert (outcome.status, outcome.error) == (200, None)


def test_an_endless_answer_is_not_read_to_its_end(receiver: Receiver) -> None:
    def pour(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while not handler.server.fake.over.is_set():
            handler.wfile.write(b"x" * 65536)

    receiver.will(pour)
    assert sender(receiver).send(receiver.url, b"{}", {}).error is None


def test_who_hangs_up_or_speaks_no_http_broke_the_connection(receiver: Receiver) -> None:
    def babble(handler: Handler) -> None:
        handler.wfile.write(b"\x00\xffSSH-2.0\r\n")
        handler.close_connection = True

    for behaviour in (hang_up, babble):
        receiver.will(behaviour)
        assert sender(receiver).send(receiver.url, b"{}", {}).error == "the connection broke"


def test_nobody_there(receiver: Receiver) -> None:
    with webhook_receiver() as other:
        address, left = other.url, sender(other)
    assert left.send(address, b"{}", {}).error == "the connection was refused"


def test_a_place_inside_is_refused(receiver: Receiver) -> None:
    outcome = sender(receiver, networks="").send(receiver.url, b"{}", {})
    assert (outcome.error or "").startswith("refused: ")
    assert receiver.received == []


def test_a_name_without_an_address_is_told(receiver: Receiver) -> None:
    def fail(_host: str, _port: int) -> Sequence[str]:
        raise OSError

    unknown = Sender(sender(receiver).rules, resolver=fail)
    address = f"http://hooks.torland.example:{receiver.port}/"
    assert unknown.send(address, b"{}", {}).error == "the host's name has no address"


def test_what_nobody_thought_of_is_logged_and_stops_nothing(
    receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    receiver.will(reply(204))
    outcome = sender(receiver).send(receiver.url, b"{}", {"webhook-id": "one\r\ntwo"})
    assert (outcome.status, outcome.error) == (None, "it could not be sent")
    assert "could not be sent" in caplog.text
