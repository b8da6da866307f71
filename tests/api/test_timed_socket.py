"""A request has a time to come in, and an answer one to be taken."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from api.gunicorn_worker import Connection
from api.timed_socket import TimedSocket, TooSlow

Pair = tuple[TimedSocket, socket.socket]


@pytest.fixture
def pair() -> Iterator[Pair]:
    """A server's end whose requests have no time at all, and the client's."""
    ours, theirs = socket.socketpair()
    with TimedSocket(ours, 0) as timed, theirs:
        yield timed, theirs


def patient() -> Pair:
    ours, theirs = socket.socketpair()
    return TimedSocket(ours, 60), theirs


def test_what_comes_in_time_is_read() -> None:
    timed, theirs = patient()
    with timed, theirs:
        theirs.sendall(b"GET /")
        assert timed.recv(100) == b"GET /"
        assert timed.gettimeout() is None


def test_what_comes_after_the_time_is_not_waited_for_even_if_it_is_there(pair: Pair) -> None:
    timed, theirs = pair
    theirs.sendall(b"a")
    with pytest.raises(TooSlow):
        timed.recv(1)


def test_the_next_request_has_its_own_time(pair: Pair) -> None:
    timed, theirs = pair
    theirs.sendall(b"a")
    timed._seconds = 60
    timed.begin_request()
    assert timed.recv(1) == b"a"


def test_a_shorter_time_of_somebody_else_ends_as_they_expect() -> None:
    timed, theirs = patient()
    with timed, theirs:
        timed.settimeout(0.01)
        with pytest.raises(TimeoutError):
            timed.recv(1)
        assert timed.gettimeout() == 0.01


def test_a_long_answer_is_sent_whole() -> None:
    timed, theirs = patient()
    with timed, theirs:
        answer = bytes(range(256)) * 300
        timed.sendall(answer)
        read = b""
        while len(read) < len(answer):
            read += theirs.recv(65536)
        assert read == answer


def test_a_client_that_takes_nothing_is_taken_for_gone() -> None:
    ours, theirs = socket.socketpair()
    with TimedSocket(ours, 0.05) as timed, theirs, pytest.raises(ConnectionResetError):
        timed.sendall(b"a" * 10_000_000)


def test_closing_after_the_time_is_no_second_fault(pair: Pair) -> None:
    """It would make the worker count the connection as closed twice."""
    timed, theirs = pair
    theirs.sendall(b"the rest of the body")
    theirs.shutdown(socket.SHUT_WR)
    connection = Connection(None, timed, None, None)
    for _ in range(2):
        connection.close(graceful=True)
    assert timed.fileno() == -1
