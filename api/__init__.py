"""The REST API: HTTP in front of the services, and nothing else."""

from __future__ import annotations

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from api import (
    accuracy,
    api_keys,
    appearances,
    article_imports,
    articles,
    audit,
    documentation,
    exports,
    extractions,
    facets,
    feeds,
    health,
    history,
    jobs,
    linked_data,
    positions,
    questions,
    quote_feeds,
    quotes,
    reports,
    review,
    revisions,
    saved_searches,
    speaker_changes,
    speakers,
    targets,
    verifications,
    webhook_deliveries,
    webhooks,
)
from api.authentication import register_authentication
from api.conditional import register_entity_tags
from api.cross_origin import register_cross_origin
from api.database import register_database
from api.documentation import register_documentation
from api.export_answers import register_exports
from api.fetching import register_fetcher
from api.identifiers import register_identifiers
from api.json_answers import JsonAnswers
from api.metrics import register_metrics
from api.openapi import register_openapi
from api.problems import register_problem_handlers
from api.rate_limit import register_rate_limit
from api.request_ids import register_request_ids
from api.security_headers import register_security_headers
from api.stance_engine import register_stance_engine
from attribution import load_weights
from models import open_engine
from services.fetching import open_fetcher
from services.search.vectors import keep_vectors
from services.settings import Settings, webhook_rules
from services.stance_endpoint import open_stance_engine

RESOURCES = (
    extractions,
    articles,
    article_imports,
    revisions,
    feeds,
    quotes,
    facets,
    appearances,
    exports,
    quote_feeds,
    linked_data,
    questions,
    verifications,
    review,
    history,
    speakers,
    speaker_changes,
    positions,
    reports,
    targets,
    jobs,
    saved_searches,
    webhooks,
    webhook_deliveries,
    api_keys,
    audit,
    accuracy,
    health,
    documentation,
)
"""The modules that declare operations, in the order in which the documentation shows them."""


def create_app(settings: Settings) -> Flask:
    """The WSGI application. Touches no database until a request does, but loads the engine's weights at once.

    Raises attribution.WeightsUnavailable: an API that finds no quotes must not look like one that found none.
    Raises sqlalchemy.exc.ArgumentError or ValueError for a database or rate limit that cannot be read.
    """
    load_weights()
    app = Flask(__name__, static_folder=None)
    app.json = JsonAnswers(app)
    app.config["MAX_CONTENT_LENGTH"] = settings.max_request_bytes
    app.config["ONRECORD_MAX_BULK_BYTES"] = settings.max_bulk_bytes
    app.config["ONRECORD_MAX_ARTICLE_CHARACTERS"] = settings.max_article_characters
    app.config["ONRECORD_TAG_AT_ONCE_QUOTES"] = settings.tag_at_once_quotes
    app.config["ONRECORD_PUBLIC_URL"] = settings.public_url
    app.config["ONRECORD_IDEMPOTENCY_HOURS"] = settings.idempotency_hours
    app.config["ONRECORD_WEBHOOK_RULES"] = webhook_rules(settings)
    # Both spellings of an address answer; a redirect would lose a POST's body in many clients.
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False
    if settings.trusted_proxies:
        # Flask documents this assignment as the way to wrap an app; only its types call it a method.
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.trusted_proxies, x_proto=settings.trusted_proxies
        )
    # The order is that of the work on a request: who asks, whether too often, then the view.
    engine = open_engine(settings.database_url)
    register_request_ids(app)
    register_cross_origin(app, settings.origins)
    register_database(app, engine)
    keep_vectors(engine, settings.meaning_quotes)
    register_stance_engine(app, open_stance_engine(settings, engine))
    register_fetcher(app, open_fetcher(settings), fetch_articles=settings.fetch_articles)
    register_authentication(app, open_reading=settings.open_reading)
    register_exports(app, settings.threads)
    register_rate_limit(app, settings.rate_limit, settings.rate_limit_storage)
    # Answers pass these in reverse: the tag may empty an answer, so it comes before the headers.
    register_security_headers(app)
    register_entity_tags(app)
    register_identifiers(app)
    api = register_openapi(app)
    # After flask-smorest has registered its own handler, which answers in another form.
    register_problem_handlers(app)
    for module in RESOURCES:
        module.resource.register(app, api)
    register_metrics(app, api, settings)
    register_documentation(app)
    return app
