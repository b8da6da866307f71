"""What explains the API: its OpenAPI document, a page to read and try it, and the kinds of problems."""

from __future__ import annotations

import inspect
from importlib.resources import files
from typing import Any

from flask import Blueprint, Flask, Response, current_app, jsonify, redirect
from werkzeug.wrappers import Response as BaseResponse

from api.openapi import openapi_document
from api.problems import problem_classes
from api.resource import Resource
from api.schemas.health import ProblemTypeSchema
from api.security_headers import DOCUMENTATION_POLICY
from services.errors import NotFound, ServiceError

resource = Resource("Problems", "The kinds of errors, explained")
pages = Blueprint("documentation", __name__)

_CODES = ",".join(f'"{kind.code}"' for kind in problem_classes())

# Each file of the page: which package has it, where, and what it is. Nothing else of those packages is served.
_SWAGGER = ("flask_swagger_ui", "dist")
_OWN = ("api", "static")
_ASSETS = {
    "swagger-ui.css": (_SWAGGER, "text/css"),
    "swagger-ui-bundle.js": (_SWAGGER, "text/javascript"),
    "favicon-32x32.png": (_SWAGGER, "image/png"),
    "initialise.js": (_OWN, "text/javascript"),
}


@resource.operation(
    "GET", f"/problems/<any({_CODES}):code>", ProblemTypeSchema, scope=None, refuses=[NotFound]
)
def get_problem_type(code: str) -> dict[str, Any]:
    """Explain a kind of problem

    The `type` of every problem document leads here.
    """
    return describe_problem(next(kind for kind in problem_classes() if kind.code == code))


def describe_problem(kind: type[ServiceError]) -> dict[str, Any]:
    """A kind of problem in words."""
    return {
        "type": f"/problems/{kind.code}",
        "title": kind.title,
        "status": kind.status,
        "description": inspect.cleandoc(kind.__doc__ or "").replace("\n", " "),
    }


@pages.get("/")
def show_start() -> BaseResponse:
    """Whoever comes without an address wants to know what there is."""
    return redirect("/docs")


@pages.get("/openapi.json")
def show_openapi() -> Response:
    """The OpenAPI document."""
    return jsonify(openapi_document(current_app))


@pages.get("/docs")
def show_documentation() -> Response:
    """The page to read and try the API; it loads nothing from elsewhere."""
    page = files("api").joinpath("static", "documentation.html").read_bytes()
    response = Response(page, content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = DOCUMENTATION_POLICY
    return response


@pages.get("/docs/<string:name>")
def show_asset(name: str) -> Response:
    """One file of the page."""
    if name not in _ASSETS:
        raise NotFound("There is nothing at this address.")
    (package, folder), content_type = _ASSETS[name]
    response = Response(files(package).joinpath(folder, name).read_bytes(), mimetype=content_type)
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


def register_documentation(app: Flask) -> None:
    """Serve the pages that are no part of the API itself."""
    app.register_blueprint(pages)
