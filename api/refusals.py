"""What only the HTTP layer refuses, in the same form as the services' refusals."""

from __future__ import annotations

from services.errors import ServiceError


class MalformedRequest(ServiceError):
    """The request is not valid HTTP or its body is not the JSON that the content type promises."""

    code = "malformed-request"
    title = "The request cannot be read"
    status = 400


class Unauthenticated(ServiceError):
    """The operation needs an API key and none was sent, or the one sent is wrong, expired or revoked.

    Send it as `Authorization: Bearer onr_…`; `onrecord keys create` makes one.
    """

    code = "unauthenticated"
    title = "An API key is needed"
    status = 401


class MissingScope(ServiceError):
    """The API key is valid but was not given the scope that the operation needs; `scope` names it."""

    code = "missing-scope"
    title = "The API key lacks the scope for this"
    status = 403


class MethodNotAllowed(ServiceError):
    """The address exists, but not with this HTTP method; the `Allow` header lists those it has."""

    code = "method-not-allowed"
    title = "The method is not allowed here"
    status = 405


class ReceivedTooSlowly(ServiceError):
    """The request did not come in whole in the time that there is for one. Send it again over a faster connection."""

    code = "received-too-slowly"
    title = "The request came in too slowly"
    status = 408


class UnsupportedMediaType(ServiceError):
    """The body is in a format that is not read here: only what `accepts` names is, uncompressed and in UTF-8."""

    code = "unsupported-media-type"
    title = "The body's content type is not supported"
    status = 415


class PreconditionRequired(ServiceError):
    """A change needs `If-Match` with the ETag that was read, so that nobody's change gets lost."""

    code = "precondition-required"
    title = "If-Match is required"
    status = 428


class RateLimited(ServiceError):
    """Too many requests from this key or address; `Retry-After` says in how many seconds to ask again."""

    code = "rate-limited"
    title = "Too many requests"
    status = 429


class NotReady(ServiceError):
    """The service runs but cannot answer yet; `checks` says which part is missing."""

    code = "not-ready"
    title = "Not ready"
    status = 503
