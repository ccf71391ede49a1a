"""`czeladnik reports completion`: the report of the screen, for all organisations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from app.cli import installation
from app.cli.words import language, translator

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.reports.columns import Cell
    from app.reports.completion import Filters

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.option(
    "--format", "kind", type=click.Choice(["csv", "xlsx", "json"]), required=True
)
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True)
@click.option("--course", help="Only this course id.")
@click.option("--organisation", type=click.UUID, help="Only this one and those below.")
@click.option("--since", type=_DAY, help="First day.")
@click.option("--until", type=_DAY, help="Last day.")
@click.option(
    "--state",
    type=click.Choice(["all", "running", "completed", "withdrawn"]),
    default="all",
)
@language
def completion(  # noqa: PLR0913 - one parameter an option
    *,
    kind: str,
    output: Path,
    course: str | None,
    organisation: UUID | None,
    since: datetime | None,
    until: datetime | None,
    state: str,
    lang: str,
) -> None:
    """Write the completion report to a file: who learns what, and how far."""
    from app.reports.completion import Filters

    filters = Filters(course, organisation, _day(since), _day(until), state)
    settings = installation.settings()
    # Next to the target, so that a report is there whole or not at all.
    fresh = output.with_name(output.name + ".new")
    with installation.opened(settings) as database, database.reading() as session:
        rows = _cells(session, filters, settings.time_zone, lang)
        try:
            _write(kind, fresh, rows, filters, lang)
        except OSError as error:
            raise click.ClickException(f"{output}: {error.strerror}.") from error
    fresh.replace(output)
    click.echo(f"Wrote {output}.")


def _cells(
    session: Session, filters: Filters, zone: str, lang: str
) -> Iterator[tuple[Cell, ...]]:
    from app.publishing import courses
    from app.reports import completion as report
    from app.reports.columns import Reader
    from app.web.identity import Scope

    cards = courses.cards(session, withdrawn=True)
    reader = Reader(zone, lang, translator(lang), cards)
    for row in report.rows(session, filters, Scope(everyone=True), zone):
        yield tuple(reader.cells(row))


def _write(
    kind: str, path: Path, rows: Iterator[tuple[Cell, ...]], filters: Filters, lang: str
) -> None:
    from app.reports import files
    from app.reports.columns import COLUMNS

    translate = translator(lang)
    headers = [translate(column.header) for column in COLUMNS]
    if kind == "xlsx":
        files.write_xlsx(path, COLUMNS, headers, rows, title=translate("Completion"))
        return
    head: dict[str, Any] = {
        "report": "completion",
        "made_at": installation.now().isoformat(timespec="seconds"),
        "filters": filters.to_json(),
    }
    chunks = (
        files.csv_chunks(headers, rows, decimal_comma=lang != "en")
        if kind == "csv"
        else files.json_chunks(head, COLUMNS, rows)
    )
    # newline="": line ends are written as they are.
    with path.open("w", encoding="utf-8", newline="") as target:
        target.writelines(chunks)


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
