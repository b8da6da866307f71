"""/v1/articles/bulk: many articles in one request, one a line, and a result for each."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from flask import Response, current_app, request

from api.answer_lines import CONTENT_TYPE, answer_line
from api.article_intake import ArticleIntake, article_intake
from api.export_answers import answer_with_parts
from api.headers import IDEMPOTENCY_KEY
from api.parsing import load_object, require_content_type
from api.problems import problem_document, refusal_of
from api.refusals import MalformedRequest
from api.request_ids import request_id
from api.resource import Resource
from api.schemas.article_imports import RESULTS_EXAMPLE, UPLOAD_EXAMPLE, ImportedLineSchema
from api.schemas.articles import NewArticleSchema
from api.strict_json import parse_json
from api.uploads import receive_upload
from services.errors import InvalidInput, ServiceError, TooLarge
from services.json_lines import BadLine, JsonLine, read_json_lines

resource = Resource("Import", "Many articles in one request")

_FETCH_FAILED = 424
_OURS = 500
_MOST_ERRORS = 50


@resource.operation(
    "POST",
    "/v1/articles/bulk",
    None,
    content_type=CONTENT_TYPE,
    example=RESULTS_EXAMPLE,
    meaning="A result for each line that is not blank, in their order, sent while the articles are being stored.",
    scope="ingest",
    body_lines=NewArticleSchema,
    answer_lines=ImportedLineSchema,
    examples={"articles": {"summary": "Two articles", "value": UPLOAD_EXAMPLE}},
)
def import_articles() -> Response:
    """Store many articles, one a line

    Each line is a JSON object as `POST /v1/articles` takes it, `url` alone included, and is stored by itself: what is
    wrong with one never stops the others, and the status of the answer is 200 all the same. A body whose first line is
    no JSON object is refused as a whole.

    The same line again, in one upload or in another, is the same article, so an upload that broke off is simply sent
    again (two texts under one `url` are revisions, which then take turns); an Idempotency-Key is refused. A client that hangs up stops the import: what was stored until then stays.
    An upload counts as one request against the rate limit.
    """
    require_content_type(request, CONTENT_TYPE)
    if IDEMPOTENCY_KEY in request.headers:
        detail = "Is not taken here: the same line again is the same article. Leave it out."
        raise InvalidInput(detail, errors=[{"header": IDEMPOTENCY_KEY, "detail": detail}])
    importer = _Importer(article_intake(), request_id(), current_app.json.dumps)
    return answer_with_parts(
        _import(
            importer,
            upload_limit=current_app.config["ONRECORD_MAX_BULK_BYTES"],
            line_limit=current_app.config["MAX_CONTENT_LENGTH"],
        ),
        CONTENT_TYPE,
    )


@dataclass(frozen=True, slots=True)
class _Importer:
    """Stores lines and says what became of them; it needs no request, since that is over when its answer is sent."""

    intake: ArticleIntake
    request: str
    dump: Callable[..., str]

    def store(self, number: int, line: dict[str, Any] | BadLine) -> str:
        """The result of a line. Raises nothing: whatever went wrong is the result."""
        return answer_line({"line": number, **self._outcome(number, line)}, self.dump)

    def _outcome(self, number: int, line: dict[str, Any] | BadLine) -> dict[str, Any]:
        try:
            if isinstance(line, BadLine):
                raise _refusal_of_line(line)
            ingested = self.intake.store(load_object(line, NewArticleSchema()))
        except Exception as error:
            refusal = _shorten(refusal_of(error, f"line {number} of request {self.request}"))
            again = refusal.status == _FETCH_FAILED or refusal.status >= _OURS
            return {
                "status": "failed" if again else "invalid",
                "problem": problem_document(refusal, self.request),
            }
        return {
            "status": "created" if ingested.created else "existing",
            "id": ingested.article_id,
            "revised": ingested.revised,
            "links": {"self": f"/v1/articles/{ingested.article_id}"},
        }


def _import(importer: _Importer, *, upload_limit: int, line_limit: int) -> Generator[str]:
    # The request is over when the second part is asked for; by then all of it is in the file.
    with receive_upload(request, upload_limit) as upload:
        lines = read_json_lines(upload, parse=_parse_line, longest=line_limit)
        for number, line in _begin(lines):
            yield importer.store(number, line)


def _begin(lines: Iterator[JsonLine]) -> Iterator[JsonLine]:
    """The lines, once it is certain that they are lines of JSON. Raises MalformedRequest and TooLarge."""
    first = next(lines, None)
    if first is None:
        raise MalformedRequest("The body has no line; each must be a JSON object, an article.")
    number, line = first
    if isinstance(line, BadLine):
        refusal = _refusal_of_line(line)
        raise type(refusal)(f"Line {number}: {refusal.detail}", **refusal.members)
    return chain([first], lines)


def _shorten(refusal: ServiceError) -> ServiceError:
    """The refusal with no more errors than are read: a line of strange keys has one for each."""
    errors = refusal.members.get("errors")
    if isinstance(errors, list) and len(errors) > _MOST_ERRORS:
        return type(refusal)(refusal.detail, **{**refusal.members, "errors": errors[:_MOST_ERRORS]})
    return refusal


def _parse_line(raw: bytes) -> Any:
    return parse_json(raw, "The line")


def _refusal_of_line(line: BadLine) -> ServiceError:
    needed = "Each line must be one whole article, a JSON object in UTF-8."
    reason = line.reason.rstrip(".")
    if line.limit is not None:
        return TooLarge(f"The line is {reason}. {needed}", limit=line.limit)
    return MalformedRequest(f"{reason}. {needed}")
