"""`czeladnik serve`: everything from an empty folder to a running site."""

from __future__ import annotations

import dataclasses
import os
import socket

import click

from app.cli import installation
from app.keeping.locks import Taken, held
from config import Settings


@click.command()
def serve() -> None:
    """Prepare the database, publish courses, and serve until told to stop."""
    settings = _listening(installation.settings())
    try:
        # Shared, since several servers may stand on one PostgreSQL; `restore` wants
        # it alone.
        with held(settings.data_dir / "serving.lock", 1, shared=not settings.sqlite):
            _prepare_and_run(settings)
    except Taken as error:
        raise click.ClickException(
            f"Another server works with {settings.data_dir} already. Stop it first, "
            "or choose another DATA_DIR."
        ) from error


def _prepare_and_run(settings: Settings) -> None:
    from app.cli import server
    from app.cli.preparing import prepare

    with installation.opened(settings, current=False) as database:
        prepare(database, settings, installation.now(), click.echo)
    server.run(settings)


def _listening(settings: Settings) -> Settings:
    """Return settings with a port that is free; port 0 asks for any."""
    family = socket.AF_INET6 if ":" in settings.bind else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.bind, settings.port))
        except OSError as error:
            raise click.ClickException(
                f"Cannot listen on {settings.bind}:{settings.port} "
                f"({os.strerror(error.errno or 0)}). Choose another PORT or BIND."
            ) from error
        port = int(probe.getsockname()[1])
    public_url = settings.public_url
    if settings.port == 0 and public_url.endswith(":0"):
        public_url = f"{public_url.removesuffix(':0')}:{port}"
    return dataclasses.replace(settings, port=port, public_url=public_url)
