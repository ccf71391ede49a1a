"""`czeladnik courses`: what trainers do with packages, in their language."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from app.cli import installation, words
from app.cli.words import Translate

if TYPE_CHECKING:
    from app.content.course import Language
    from app.content.problems import Problem, ProblemDict

FOLDER = click.Path(path_type=Path, file_okay=False)
FOLDERS = click.argument(
    "paths", metavar="PATH...", nargs=-1, required=True, type=FOLDER
)
FOLDER_ARGUMENT = click.argument("path", type=FOLDER)


@click.group()
def courses() -> None:
    """Check, complete and publish course packages."""


@courses.command()
@FOLDERS
@words.language
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def check(paths: tuple[Path, ...], lang: str, form: str) -> None:
    """Name everything that is wrong in packages; exit status 1 if anything is."""
    from app.content.check import check as check_package

    _ = words.translator(lang)
    found = [
        _shown(problem, path, _)
        for path in paths
        for problem in check_package(path).problems
    ]
    if form == "json":
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        for problem in found:
            click.echo(_as_text(problem))
        click.echo(_("Problems: %(number)d") % {"number": len(found)})
    if found:
        raise click.exceptions.Exit(1)


@courses.command()
@click.argument("name")
@words.language
def new(name: str, lang: str) -> None:
    """Write a small, valid package whose comments teach the format.

    NAME is the title of the course, or the path of the folder to be made. A title goes
    into the folder `courses` where there is one, else here.
    """
    from app.content.starter import course_id, starter

    _ = words.translator(lang)
    title, target = Path(name).name, Path(name)
    if title == name:
        base = Path("courses") if Path("courses").is_dir() else Path()
        target = base / course_id(name)
    if target.exists():
        raise click.ClickException(_("%(path)s is there already.") % {"path": target})
    for path, text in starter(title, cast("Language", lang)).items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_text(text, encoding="utf-8")
    click.echo(_("A package was written: %(path)s") % {"path": target})


@courses.command()
@click.argument("kind", required=False)
def schema(kind: str | None) -> None:
    """Print the JSON Schemas of a package's files, or the one of KIND, for editors."""
    from app.content.schemas import json_schemas

    schemas = json_schemas()
    if kind is not None and kind not in schemas:
        raise click.ClickException(f"KIND is one of: {', '.join(schemas)}.")
    chosen = schemas if kind is None else schemas[kind]
    click.echo(json.dumps(chosen, ensure_ascii=False, indent=2))


@courses.command()
@FOLDERS
@words.language
def ids(paths: tuple[Path, ...], lang: str) -> None:
    """Fill in the ids that are missing, and note all ids in course.lock."""
    from app.content.ids import filled
    from app.content.problems import Problems
    from app.content.reader import read_package

    _ = words.translator(lang)
    for path in paths:
        problems = Problems()
        changed = filled(read_package(path, problems))
        for name, text in changed.items():
            _write(path / name, text)
            click.echo(_("Ids were filled in: %(file)s") % {"file": path / name})
        _lock(path, _)


@courses.command()
@FOLDERS
@words.language
def lock(paths: tuple[Path, ...], lang: str) -> None:
    """Note all ids of packages in their course.lock, so that none can be lost."""
    _ = words.translator(lang)
    for path in paths:
        _lock(path, _)


@courses.command()
@FOLDER_ARGUMENT
@words.language
def publish(path: Path, lang: str) -> None:
    """Publish a revision of the package in PATH; nothing happens if it has problems."""
    from app.learning.publications import settle_all
    from app.publishing.revisions import Outcome, Press
    from app.publishing.revisions import publish as publish_package

    _ = words.translator(lang)
    settings = installation.settings()
    with installation.opened(settings) as database:
        press = Press(database, installation.library(settings), settings.data_dir)
        done = publish_package(press, path, by=None, now=installation.now())
        if done.outcome is Outcome.PUBLISHED:
            course = press.library.course(str(done.digest))
            settle_all(database, course, installation.now())
    if done.outcome is Outcome.BROKEN:
        for problem in done.problems:
            click.echo(_as_text(_shown(problem, path, _)))
        raise click.ClickException(_("Nothing was published."))
    if done.outcome is Outcome.UNCHANGED:
        click.echo(_("%(course)s is published as it is.") % {"course": done.course_id})
        return
    _lock(path, _)
    click.echo(
        _("Published: %(course)s, revision %(digest)s")
        % {"course": done.course_id, "digest": str(done.digest)[:12]}
    )


def _lock(path: Path, _: Translate) -> None:
    """Write course.lock if it would say something new."""
    from app.content.check import check_sources
    from app.content.layout import LOCK
    from app.content.lock import lock_text
    from app.content.problems import Problems
    from app.content.reader import read_package

    problems = Problems()
    sources = read_package(path, problems)
    result = check_sources(sources, problems=problems)
    if result.course is None:
        raise click.ClickException(
            _("There are problems: %(number)d. See: czeladnik courses check %(path)s")
            % {"path": path, "number": len(result.problems)}
        )
    text = lock_text(sources, result.names, date.today())  # noqa: DTZ011 - their day
    if text.encode() != sources.texts.get(LOCK):
        _write(path / LOCK, text)
        click.echo(_("Ids were noted: %(file)s") % {"file": path / LOCK})


def _write(path: Path, text: str) -> None:
    """Replace a file of the author's; it is whole at every moment."""
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_bytes(text.encode())
    fresh.replace(path)


def _shown(problem: Problem, path: Path, translate: Translate) -> ProblemDict:
    """Return a problem with its file as the terminal can open it."""
    shown = problem.to_dict(translate)
    shown["file"] = str(path / problem.file)
    return shown


def _as_text(problem: ProblemDict) -> str:
    place = f"{problem['file']}:{problem['line']}:{problem['column']}"
    return f"{place}: {problem['message']} [{problem['code']}]\n    {problem['hint']}"
