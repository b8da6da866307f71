"""Everything a service refuses, in the words a client reads. One class for each kind of refusal."""

from __future__ import annotations

from typing import Any


class ServiceError(Exception):
    """Base of all refusals.

    `code` is stable and names the problem type, `status` is the HTTP status it means, `detail` says what was
    wrong and what would be right, `members` are further fields of the problem document.
    """

    code = "internal-error"
    title = "Something went wrong here"
    status = 500

    def __init__(self, detail: str, **members: Any) -> None:
        super().__init__(detail)
        self.detail = detail
        self.members = members


class NotFound(ServiceError):
    """There is no such thing, and never was."""

    code = "not-found"
    title = "Not found"
    status = 404


class Gone(ServiceError):
    """It was withdrawn; `withdrawn_at` and `reason` are among the members."""

    code = "gone"
    title = "Withdrawn"
    status = 410


class Merged(Gone):
    """A person made this speaker part of another one, whose number `merged_into` is."""

    code = "merged"
    title = "Merged into another speaker"


class Conflict(ServiceError):
    """It clashes with something that is already there."""

    code = "conflict"
    title = "Conflict"
    status = 409


class NewerChanges(ServiceError):
    """It cannot be undone as something newer depends on it; `changed_since` lists up to 20 such things."""

    code = "newer-changes"
    title = "Something newer depends on it"
    status = 409


class InvalidInput(ServiceError):
    """The input has the right form but cannot be accepted; `errors` says where."""

    code = "invalid-input"
    title = "The request has invalid values"
    status = 422


class TooLarge(ServiceError):
    """The input is longer than a limit that a setting gives."""

    code = "too-large"
    title = "Too large"
    status = 413


class FetchingOff(ServiceError):
    """Pages are not fetched here (`ONRECORD_FETCH_ARTICLES`); send the article as `text` or `html`."""

    code = "fetching-off"
    title = "Pages are not fetched here"
    status = 403


class AddressNotAllowed(ServiceError):
    """The address, or one that it redirects to, is not one that is fetched from; `detail` says why."""

    code = "address-not-allowed"
    title = "Nothing is fetched from this address"
    status = 422


class PageUnreachable(ServiceError):
    """The page's server cannot be found or connected to, or the connection broke; later it may work."""

    code = "page-unreachable"
    title = "The page cannot be reached"
    status = 424


class PageTimedOut(ServiceError):
    """The page did not come within the time that a setting gives; later it may."""

    code = "page-timed-out"
    title = "The page took too long"
    status = 424


class PageRefused(ServiceError):
    """The page's server answered with another HTTP status than 200; `page_status` has it."""

    code = "page-refused"
    title = "The page's server did not give it"
    status = 424


class PageTooLarge(ServiceError):
    """The page, once unpacked, is longer than is read."""

    code = "page-too-large"
    title = "The page is too large"
    status = 422


class NotAPage(ServiceError):
    """What is at the address is not HTML."""

    code = "not-a-page"
    title = "There is no HTML at the address"
    status = 422


class NoArticleText(ServiceError):
    """The page at the address has no article text that could be found; send it as `text`."""

    code = "no-article-text"
    title = "The page has no article text"
    status = 422


class InvalidCursor(ServiceError):
    """A paging cursor that was not made for this list."""

    code = "invalid-cursor"
    title = "The cursor does not fit this list"
    status = 404


class UnreadableQuestion(ServiceError):
    """A question that cannot be understood; `examples` shows some that can."""

    code = "unreadable-question"
    title = "The question could not be understood"
    status = 404


class VersionMismatch(ServiceError):
    """Somebody else changed it in the meantime."""

    code = "version-mismatch"
    title = "It was changed in the meantime"
    status = 412


class IdempotencyKeyReused(ServiceError):
    """The same Idempotency-Key came with another request."""

    code = "idempotency-key-reused"
    title = "The Idempotency-Key was used for another request"
    status = 422


class IdempotencyKeyInUse(ServiceError):
    """A request with this Idempotency-Key is still being answered."""

    code = "idempotency-key-in-use"
    title = "A request with this Idempotency-Key is still being answered"
    status = 409


class StorageUnavailable(ServiceError):
    """The database cannot be reached or cannot write (full disk, lost connection)."""

    code = "storage-unavailable"
    title = "The database cannot be reached"
    status = 503
