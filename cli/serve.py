"""`onrecord serve`: the API under gunicorn."""

from __future__ import annotations

import contextlib
import errno
import ipaddress
import logging
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from gunicorn.app.base import BaseApplication

from api import create_app
from api.request_ids import log_context
from cli.background_delivery import start_background_delivery
from cli.background_sweep import start_background_sweep
from cli.database import open_database, read_settings
from cli.weights import require_weights
from models import make_writing_session_factory
from services.jobs import sweep_jobs
from services.log_lines import set_up_logs
from services.metrics import forget_process, share_counts
from services.settings import Settings
from services.stance_endpoint import open_stance_engine

log = logging.getLogger("onrecord.serve")


class Server(BaseApplication):
    """Gunicorn, told its settings by ours instead of by a file or the command line."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        super().__init__()

    def load_config(self) -> None:
        """Translate our settings into gunicorn's."""
        settings = self.settings
        choices: dict[str, Any] = {
            "bind": _address(settings),
            "workers": settings.workers,
            "threads": settings.threads,
            "worker_class": "api.gunicorn_worker.ProblemWorker",
            "logger_class": "api.gunicorn_logger.ServerLogger",
            "timeout": settings.request_seconds,
            "loglevel": settings.log_level,
            "proc_name": "onrecord",
            # A long query string is answered with a problem document by the application, not cut off here.
            "limit_request_line": 8190,
            "when_ready": _say_where_to_look,
            "post_worker_init": _work_in_background,
            "child_exit": _forget_worker,
            "worker_exit": _leave_at_once,
            # The master would else write a socket for `gunicornc` into the home folder, which may be read-only.
            "control_socket_disable": True,
        }
        for name, value in choices.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The application, made once in each worker: connections must not be shared over a fork."""
        return create_app(self.settings)


@click.command()
def command() -> None:
    """Serve the API on HOST and PORT, after doing the work an ended process left behind."""
    settings = read_settings()
    set_up_logs(level=settings.log_level, form=settings.log_format, context=log_context)
    _check_address(settings)
    require_weights()
    if settings.workers > 1 and settings.rate_limit_storage == "memory://":
        log.warning(
            "each of the %d workers counts requests by itself, so more than ONRECORD_RATE_LIMIT may be made;"
            " ONRECORD_RATE_LIMIT_STORAGE=redis://… counts over all of them",
            settings.workers,
        )
    with _shared_counts():
        with open_database(settings) as engine:
            sweep_jobs(
                make_writing_session_factory(engine),
                timeout_seconds=settings.job_timeout_seconds,
                # The others may take hours, and can be done while requests are answered.
                background=False,
                stance_engine=open_stance_engine(settings, engine),
            )
        Server(settings).run()


@contextlib.contextmanager
def _shared_counts() -> Iterator[None]:
    """A folder in which all processes of this server count, removed by the one that made it."""
    folder = Path(tempfile.mkdtemp(prefix="onrecord-metrics-"))
    maker = os.getpid()
    share_counts(folder)
    try:
        yield
    finally:
        # A worker is a fork that ends in here too.
        if os.getpid() == maker:
            shutil.rmtree(folder, ignore_errors=True)


def _address(settings: Settings) -> str:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"{host}:{settings.port}"


def _check_address(settings: Settings) -> None:
    # Gunicorn retries a taken port for five seconds and then ends in a traceback.
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except (OSError, OverflowError) as error:
            if getattr(error, "errno", None) == errno.EADDRINUSE:
                raise click.ClickException(
                    f"port {settings.port} is taken; choose another: PORT=8080 make run"
                ) from error
            raise click.ClickException(
                f"cannot listen on HOST={settings.host} PORT={settings.port}: {error}"
            ) from error


def _work_in_background(worker: Any) -> None:
    # In the worker, because a thread of the master would not survive the fork.
    start_background_sweep(worker.app.settings)
    start_background_delivery(worker.app.settings)


def _forget_worker(_server: Any, worker: Any) -> None:
    forget_process(worker.pid)


def _leave_at_once(_server: Any, _worker: Any) -> None:
    # onnxruntime's threads stay in the master at the fork, and at an ordinary end its destructors abort the worker over
    # that. Any other end than a good one goes its way: gunicorn tells by its status why a worker did not start.
    ended = sys.exc_info()[1]
    if isinstance(ended, SystemExit) and ended.code == 0:
        logging.shutdown()
        os._exit(0)


def _say_where_to_look(server: Any) -> None:
    settings: Settings = server.app.settings
    base = (
        f"http://127.0.0.1:{settings.port}"
        if _is_everywhere(settings.host)
        else f"http://{_address(settings)}"
    )
    click.echo(
        f"\nOnRecord is ready.\n"
        f"  The API, with a form for each request:  {base}/docs\n"
        f"  A first question:                       "
        f"curl '{base}/v1/ask?q=what+did+Macron+say+about+deployment'\n"
        f"  Stop with Ctrl-C.\n"
    )


def _is_everywhere(host: str) -> bool:
    # "All interfaces" is no address that a browser can open.
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False
