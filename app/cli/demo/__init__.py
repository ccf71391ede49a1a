"""`czeladnik demo`: a believable chamber to look at, made by the real functions."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import click

from app.cli import installation

if TYPE_CHECKING:
    from app.cli.demo.filling import Account
    from app.engines import Database

DAYS = 170  # how long ago the chamber of the demo began


@click.command()
def demo() -> None:
    """Fill an empty database with a chamber, and say how to sign in.

    It refuses a database that has people already.
    """
    from app.cli.demo.filling import fill
    from app.cli.preparing import make_ready

    settings = installation.settings()
    now = installation.now()
    with installation.opened(settings, current=False) as database:
        _refuse_people(database)
        make_ready(database, settings, now - timedelta(days=DAYS), click.echo)
        accounts = fill(database, settings, now, days=DAYS)
    for line in _told(accounts):
        click.echo(line)


def _refuse_people(database: Database) -> None:
    import sqlalchemy as sa

    from app.accounts.models import Person

    with database.reading() as session:
        has_tables = sa.inspect(session.connection()).has_table(Person.__tablename__)
        if has_tables and session.scalar(sa.select(Person.id).limit(1)) is not None:
            where = database.url.render_as_string(hide_password=True)
            raise click.ClickException(
                f"There are people in {where} already, and a demo would mix with them. "
                "Choose another DATA_DIR (and DATABASE_URL), or delete what is there."
            )


def _told(accounts: list[Account]) -> list[str]:
    width = max(len(one.email) for one in accounts)
    return [
        "The chamber is there. These passwords are told once:",
        *(f"  {one.email:{width}}  {one.password}  {one.what}" for one in accounts),
    ]
