"""Gunicorn's logger, writing in our form: what it says of itself, and one line for each request."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from gunicorn.glogging import Logger

from api.request_ids import ABOUT_REQUEST
from api.routes import UNMATCHED

access_log = logging.getLogger("onrecord.access")


class ServerLogger(Logger):
    """Leaves form and place of the lines to `services.log_lines`, and no address, query or header in them."""

    def setup(self, cfg: Any) -> None:
        """Take gunicorn's own handlers away again."""
        super().setup(cfg)
        for log in (self.error_log, self.access_log):
            log.handlers = [handler for handler in log.handlers if not hasattr(handler, "_gunicorn")]
            log.propagate = True

    def access(self, resp: Any, req: Any, environ: Any, request_time: timedelta) -> None:
        """One line for a request, when its answer was sent or could not be."""
        about = environ.get(ABOUT_REQUEST, {})
        status = int(str(resp.status).split()[0])
        method, route = environ.get("REQUEST_METHOD", ""), about.get("route", UNMATCHED)
        fields = {
            "request_id": about.get("request_id"),
            "method": method,
            "route": route,
            "status": status,
            "duration_ms": round(request_time.total_seconds() * 1000, 1),
            "bytes": resp.sent,
            "key": about.get("key"),
        }
        access_log.info("%s %s %d", method, route, status, extra={"fields": fields})
