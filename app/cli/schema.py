"""`czeladnik db`: the schema of the database."""

from __future__ import annotations

import click

from app.cli import installation


@click.group()
def db() -> None:
    """Bring the database to this version, or compare the two."""


@db.command()
def upgrade() -> None:
    """Create the database or bring it to this version. `serve` does so by itself."""
    from app.keeping import schema

    settings = installation.settings()
    with installation.opened(settings, current=False) as database:
        done = schema.upgrade(database, settings, installation.now())
    if done is None:
        click.echo(f"The database is at version {schema.head()} already.")
        return
    click.echo(f"The database went from {done.before or 'empty'} to {done.after}.")
    if done.copy:
        click.echo(f"A copy of the state before is {done.copy}.")


@db.command()
def check() -> None:
    """Tell whether the database is what this version needs; exit status 1 if not."""
    from app.keeping import schema

    with installation.opened(installation.settings()) as database:
        found = schema.differences(database)
    for difference in found:
        click.echo(difference, err=True)
    if found:
        raise click.exceptions.Exit(1)
    click.echo(f"The database is at version {schema.head()}, as it should be.")


@db.command()
@click.argument("message")
def revision(message: str) -> None:
    """Write a new migration from what the models changed (for developers)."""
    from app.keeping import schema

    with installation.opened(installation.settings()) as database:
        click.echo(schema.draft(database, message))
