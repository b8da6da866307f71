"""The trained weights, loaded before a command begins its work: without them it can only fail, article by article."""

from __future__ import annotations

import click

from attribution import WeightsUnavailable, load_weights


def require_weights() -> None:
    """Raises click.ClickException, which says what is missing."""
    try:
        load_weights()
    except WeightsUnavailable as error:
        raise click.ClickException(f"OnRecord does not start: {error}") from error
