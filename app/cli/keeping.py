"""`czeladnik backup`, `restore` and `doctor`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from app.cli import installation
from app.keeping.locks import Taken

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("file", type=FILE)
def backup(file: Path) -> None:
    """Write everything into FILE, a zip; the server may go on serving.

    FILE holds personal data and the secret: keep it where only you can read it.
    """
    from app.keeping.backup import write

    settings = installation.settings()
    with installation.opened(settings) as database:
        try:
            manifest = write(database, settings, file.absolute(), installation.now())
        except FileExistsError as error:
            raise click.ClickException(f"{file} is there already.") from error
        except OSError as error:
            raise click.ClickException(f"{file}: {error.strerror}.") from error
    rows = sum(table.rows for table in manifest.tables.values())
    size = file.stat().st_size / 1e6
    click.echo(
        f"{file}: {rows} rows of {len(manifest.tables)} tables and "
        f"{len(manifest.entries) - len(manifest.tables)} files, {size:.1f} MB."
    )


@click.command()
@click.argument("file", type=FILE)
@click.option("--force", is_flag=True, help="Replace what is there.")
def restore(file: Path, *, force: bool) -> None:
    """Put everything from a backup FILE in its place; stop the server before.

    Works from SQLite to PostgreSQL too, and the other way round.
    """
    from app import create_app
    from app.keeping.erasures import erase_again
    from app.keeping.manifest import BadBackup
    from app.keeping.restore import NotEmpty
    from app.keeping.restore import restore as put_back

    settings, now = installation.settings(), installation.now()
    with installation.opened(settings, current=False) as database:
        try:
            manifest = put_back(database, settings, file, now, force=force)
        except BadBackup as error:
            raise click.ClickException(f"{file}: {error} Nothing changed.") from error
        except NotEmpty as error:
            raise click.ClickException(str(error)) from error
        except Taken as error:
            raise click.ClickException(
                f"A server works with {settings.data_dir}. Stop it first."
            ) from error
        erased = erase_again(create_app(settings), database, settings, now)
    rows = sum(table.rows for table in manifest.tables.values())
    click.echo(f"Restored {rows} rows, as they were at {manifest.made_at}.")
    if erased:
        click.echo(f"Erased again who had been erased since: {erased} people.")
    click.echo("Now run: czeladnik doctor")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print an array of objects.")
def doctor(*, as_json: bool) -> None:
    """Look at everything and say what to mend; exit status 1 if something must be."""
    from app.keeping.doctor import findings
    from app.keeping.finding import State

    settings = installation.settings()
    with installation.opened(settings, current=False) as database:
        found = list(findings(database, settings, installation.now()))
    if as_json:
        click.echo(json.dumps([one.to_dict() for one in found], indent=1))
    else:
        for one in found:
            click.echo(one.line())
    if any(one.state is State.BROKEN for one in found):
        raise click.exceptions.Exit(1)
