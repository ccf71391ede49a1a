"""Commands over records: reports, progress, the audit chain, the first staff link."""

from __future__ import annotations

import click

from app.cli import installation
from app.cli.reporting import completion, questions


@click.group()
def reports() -> None:
    """Write reports to files."""


reports.add_command(completion)
reports.add_command(questions)


@click.group()
def progress() -> None:
    """Look at what is derived from records."""


@progress.command()
@click.option("--diff", is_flag=True, help="Show what differs and change nothing.")
def recompute(*, diff: bool) -> None:
    """Fold all records again; with --diff, exit status 1 if the cache was wrong."""
    from app.cli.recomputing import differences, mend

    settings = installation.settings()
    with installation.opened(settings) as database:
        library = installation.library(settings)
        found = differences(database, library)
        if not diff:
            mend(database, library, found, installation.now())
    for one in found:
        click.echo(f"{one.learner} {one.enrolment_id} {one.course_id}: {one.what}")
    click.echo(f"Enrolments {'that differ' if diff else 'mended'}: {len(found)}")
    if diff and found:
        raise click.exceptions.Exit(1)


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


@staff.command()
def link() -> None:
    """Print a new one-time link for the first staff account; the old one ends."""
    from app.cli.preparing import staff_link

    settings = installation.settings()
    with installation.opened(settings) as database:
        address = staff_link(database, settings, installation.now())
    if address is None:
        raise click.ClickException(
            "There is staff already; they make links for others under People."
        )
    click.echo(address)
