"""`czeladnik reports`: the reports of the screen as files, for all organisations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from app.cli import installation
from app.cli.words import language, translator
from app.questions.messages import N_

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.reports.columns import Cell, Column
    from app.reports.completion import Filters

_DAY = click.DateTime(["%Y-%m-%d"])


_FORMAT = click.option(
    "--format", "kind", type=click.Choice(["csv", "xlsx", "json"]), required=True
)
_OUTPUT = click.option("-o", "--output", type=click.Path(path_type=Path), required=True)


@click.command()
@_FORMAT
@_OUTPUT
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
    from app.reports.columns import COLUMNS
    from app.reports.completion import Filters

    filters = Filters(course, organisation, _day(since), _day(until), state)
    settings = installation.settings()
    with installation.opened(settings) as database, database.reading() as session:
        rows = _cells(session, filters, settings.time_zone, lang)
        table = _Table("completion", N_("Completion"), COLUMNS, filters.to_json(), rows)
        _write(table, kind, output, lang)


@click.command()
@_FORMAT
@_OUTPUT
@click.option("--course", required=True, help="The course id.")
@click.option("--quiz", help="Only questions of this quiz.")
@click.option("--organisation", type=click.UUID, help="Only this one and those below.")
@click.option("--since", type=_DAY, help="First day of handing in.")
@click.option("--until", type=_DAY, help="Last day of handing in.")
@click.option("--tries", type=click.Choice(["first", "all"]), default="first")
@language
def questions(  # noqa: PLR0913 - one parameter an option
    *,
    kind: str,
    output: Path,
    course: str,
    quiz: str | None,
    organisation: UUID | None,
    since: datetime | None,
    until: datetime | None,
    tries: str,
    lang: str,
) -> None:
    """Write the question statistics of a course to a file."""
    from app.reports import statistics
    from app.reports.attempts import Wanted
    from app.reports.question_columns import COLUMNS, QuestionReader
    from app.web.identity import Scope

    wanted = Wanted(course, quiz, organisation, _day(since), _day(until), tries)
    settings = installation.settings()
    zone, library = settings.time_zone, installation.library(settings)
    with installation.opened(settings) as database, database.reading() as session:
        found = statistics.counted(
            session, wanted, Scope(everyone=True), zone, library.course
        )
    reader = QuestionReader(zone, translator(lang))
    rows = (tuple(reader.cells(one)) for one in statistics.newest(found))
    table = _Table("questions", N_("Questions"), COLUMNS, wanted.to_json(), rows)
    _write(table, kind, output, lang)


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


@dataclass(frozen=True)
class _Table:
    """A report to be written: its id, its title (a message id), its rows."""

    report: str
    title: str
    columns: Sequence[Column]
    filters: Mapping[str, Any]
    rows: Iterator[tuple[Cell, ...]]


def _write(table: _Table, kind: str, output: Path, lang: str) -> None:
    # Next to the target, so that a report is there whole or not at all.
    fresh = output.with_name(output.name + ".new")
    try:
        _fill(table, kind, fresh, lang)
    except OSError as error:
        raise click.ClickException(f"{output}: {error.strerror}.") from error
    fresh.replace(output)
    click.echo(f"Wrote {output}.")


def _fill(table: _Table, kind: str, path: Path, lang: str) -> None:
    from app.reports import files

    translate = translator(lang)
    headers = [translate(column.header) for column in table.columns]
    if kind == "xlsx":
        title = translate(table.title)
        files.write_xlsx(path, table.columns, headers, table.rows, title=title)
        return
    head: dict[str, Any] = {
        "report": table.report,
        "made_at": installation.now().isoformat(timespec="seconds"),
        "filters": table.filters,
    }
    chunks = (
        files.csv_chunks(headers, table.rows, decimal_comma=lang != "en")
        if kind == "csv"
        else files.json_chunks(head, table.columns, table.rows)
    )
    # newline="": line ends are written as they are.
    with path.open("w", encoding="utf-8", newline="") as target:
        target.writelines(chunks)


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
