"""How answers are written as JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask.json.provider import DefaultJSONProvider


class JsonAnswers(DefaultJSONProvider):
    """Members in the order of their schema, text readable as it is, moments as RFC 3339 has them."""

    sort_keys = False
    ensure_ascii = False

    @staticmethod
    def default(value: Any) -> Any:
        """Flask would write a moment as an e-mail header does."""
        return value.isoformat() if isinstance(value, datetime) else DefaultJSONProvider.default(value)
