"""`onrecord serve`: the API under gunicorn."""

from __future__ import annotations

import errno
import ipaddress
import socket
from typing import Any

import click
from gunicorn.app.base import BaseApplication

from api import create_app
from cli.background_delivery import start_background_delivery
from cli.background_sweep import start_background_sweep
from cli.database import open_database, read_settings
from cli.weights import require_weights
from models import make_writing_session_factory
from services.jobs import sweep_jobs
from services.settings import Settings
from services.stance_endpoint import open_stance_engine


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
            "timeout": settings.request_seconds,
            "loglevel": settings.log_level,
            "accesslog": "-" if settings.log_level in {"debug", "info"} else None,
            "proc_name": "onrecord",
            # A long query string is answered with a problem document by the application, not cut off here.
            "limit_request_line": 8190,
            "when_ready": _say_where_to_look,
            "post_worker_init": _work_in_background,
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
    _check_address(settings)
    require_weights()
    with open_database(settings) as engine:
        sweep_jobs(
            make_writing_session_factory(engine),
            timeout_seconds=settings.job_timeout_seconds,
            stance_engine=open_stance_engine(settings, engine),
        )
    Server(settings).run()


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
