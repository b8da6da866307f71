"""One question to a server that speaks the chat-completions protocol of OpenAI, within bounds of time and size."""

from __future__ import annotations

import contextlib
import json
import re
import ssl
import time
from collections.abc import Mapping, Sequence
from datetime import UTC
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import Any, Final
from urllib.parse import urlsplit

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError

from models import current_moment
from services.deadlines import Deadline

# An answer of ours has a few hundred bytes, and what servers put around it a few thousand.
MOST_BYTES: Final = 256 * 1024
_CONNECT_SECONDS: Final = 5.0


class ChatFailed(Exception):
    """There is no answer; the message says why, in words of ours alone: no address, no key, nothing of the texts."""


class ChatBusy(ChatFailed):
    """The server could not answer now (429, 5xx); `retry_after` is the pause in seconds that it asked for, or None."""

    def __init__(self, reason: str, retry_after: float | None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class ChatServer:
    """A model behind `{base}/chat/completions`. No redirect is followed and no proxy used: the text goes there alone."""

    def __init__(self, base: str, *, key: str, model: str, seconds: float) -> None:
        parts = urlsplit(base)
        self._is_secure = parts.scheme == "https"
        self._host = parts.hostname or ""
        self._port = parts.port or (443 if self._is_secure else 80)
        self._path = parts.path.rstrip("/") + "/chat/completions"
        self._key = key
        self._model = model
        self._seconds = seconds

    def ask(self, messages: Sequence[Mapping[str, str]], response_format: Mapping[str, Any]) -> str:
        """The content of the answer, at temperature 0, to be parsed as `response_format` says.

        Raises ChatFailed after the given seconds at the latest (a name that resolves slowly adds to them), and
        ChatBusy.
        """
        question = {
            "model": self._model,
            "temperature": 0,
            "messages": messages,
            "response_format": response_format,
        }
        return _content(self._exchange(json.dumps(question).encode()))

    def _exchange(self, body: bytes) -> bytes:
        deadline = time.monotonic() + self._seconds
        # A connection for each question: one that was kept may have been ended by the other side meanwhile.
        connection = self._connection()
        try:
            connection.connect()
            connection.timeout = max(0.001, deadline - time.monotonic())
            with Deadline(connection.sock, connection.timeout):
                connection.request(
                    "POST", self._path, body, self._headers(), preload_content=False, decode_content=False
                )
                # The connection hands its socket on to the answer, and closing it does not end that.
                with contextlib.closing(connection.getresponse()) as response:
                    _check_status(response.status, response.headers.get("Retry-After"))
                    # One byte more than may come tells a body that is too long.
                    answer = response.read(MOST_BYTES + 1, decode_content=False)
        except NewConnectionError as error:
            # Of the kind of the next ones, but it was refused.
            raise ChatFailed("no connection") from error
        except (TimeoutError, ConnectTimeoutError) as error:
            raise ChatFailed("time-out") from error
        except ssl.SSLError as error:
            raise ChatFailed("TLS failed") from error
        except (HTTPError, HTTPException, OSError) as error:
            raise ChatFailed("the connection broke") from error
        finally:
            connection.close()
        if len(answer) > MOST_BYTES:
            raise ChatFailed("the answer is too long")
        return answer

    def _connection(self) -> HTTPConnection:
        kind = HTTPSConnection if self._is_secure else HTTPConnection
        return kind(self._host, self._port, timeout=min(self._seconds, _CONNECT_SECONDS))

    def _headers(self) -> dict[str, str]:
        headers = {
            "Accept": "application/json",
            # A compressed answer could be of any size once unpacked.
            "Accept-Encoding": "identity",
            "Connection": "close",
            "Content-Type": "application/json",
            "User-Agent": "OnRecord",
        }
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        return headers


def _check_status(status: int, retry_after: str | None) -> None:
    if status == 200:
        return
    reason = f"status {status}"
    if status == 429 or status >= 500:
        raise ChatBusy(reason, _pause(retry_after))
    raise ChatFailed(reason)


def _pause(retry_after: str | None) -> float | None:
    """The seconds that a Retry-After header asks for: a number, or a moment (RFC 9110, section 10.2.3)."""
    if retry_after is None:
        return None
    if re.fullmatch(r"[0-9]{1,9}", retry_after.strip()):
        return float(retry_after)
    try:
        moment = parsedate_to_datetime(retry_after)
    except (ValueError, OverflowError):
        return None
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    return max(0.0, (moment - current_moment()).total_seconds())


def _content(answer: bytes) -> str:
    try:
        content = json.loads(answer)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        raise ChatFailed("the answer is not a chat completion") from None
    if not isinstance(content, str):
        raise ChatFailed("the answer is not a chat completion")
    return content
