"""The address under which this service is known to the world, for what is read away from it."""

from __future__ import annotations

import re
import zlib

from flask import current_app, request

from api.conditional import Version
from api.refusals import MalformedRequest

# The Host header is the client's to choose; what is no host must not end up in an answer.
_HOST = re.compile(r"([A-Za-z0-9_.-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?")


def public_root() -> str:
    """What comes before the slash that a path begins with.

    ONRECORD_PUBLIC_URL if it is set, else the scheme and host that this request was sent to. Raises MalformedRequest
    for a Host header that names no host.
    """
    configured: str = current_app.config["ONRECORD_PUBLIC_URL"]
    if configured:
        return configured
    if _HOST.fullmatch(request.host) is None:
        raise MalformedRequest("The Host header is not the name or address of a host.")
    return f"{request.scheme}://{request.host}"


def quote_address(root: str, quote_id: int) -> str:
    """The permanent address of a quote below a root."""
    return f"{root}/v1/quotes/{quote_id}"


def root_version(root: str) -> Version:
    """What an ETag needs to know of the root: an answer that shows it changes with it."""
    return ("root", zlib.crc32(root.encode()), 0)
