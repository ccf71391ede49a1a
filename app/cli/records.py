"""Commands over records: reports, progress, the audit chain, the first staff link."""

from __future__ import annotations

import click

from app.cli import installation


@click.group()
def reports() -> None:
    """Write reports to files."""


@click.group()
def progress() -> None:
    """Look at what is derived from records."""


@click.group()
def audit() -> None:
    """Chain the events of the audit log, and prove that nobody changed them."""


@audit.command()
def seal() -> None:
    """Chain all events that are new. The server does so by itself."""
    from app.audit.sealing import seal_new

    settings = installation.settings()
    with installation.opened(settings) as database:
        sealed = seal_new(database, settings, installation.now())
    click.echo(f"Sealed {sealed} events.")


@audit.command()
def verify() -> None:
    """Check the whole chain; exit status 1 and one line for each break."""
    from app.audit.events import broken

    with (
        installation.opened(installation.settings()) as database,
        database.reading() as session,
    ):
        faults = list(broken(session))
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        raise click.exceptions.Exit(1)
    click.echo("The chain of events is whole.")


@click.group()
def staff() -> None:
    """Help the first staff in."""
