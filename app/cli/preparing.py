"""What happens before serving: schema, courses, and a way in for the first staff."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from app.accounts import links
from app.cli.words import translator
from app.content.compare import Level
from app.engines import Database
from app.keeping import schema
from app.publishing.library import Library
from app.publishing.rebuilding import compile_missing
from app.publishing.revisions import Outcome, Press, Published, packages, publish
from config import Settings

Say = Callable[[str], object]
SHOWN_PROBLEMS = 5  # of one package; `courses check` shows them all


def prepare(database: Database, settings: Settings, now: datetime, say: Say) -> None:
    """Make everything ready that a worker needs to find; `say` tells people."""
    make_ready(database, settings, now, say)
    link = staff_link(database, settings, now)
    if link:
        say(f"Make the first staff account here, once: {link}")


def make_ready(database: Database, settings: Settings, now: datetime, say: Say) -> None:
    """Bring the schema up to date and publish what is new in the courses' folder."""
    _migrate(database, settings, now, say)
    library = Library(settings.data_dir / "compiled")
    for digest in compile_missing(database, library):
        say(f"Revision {digest} cannot be compiled. Run: czeladnik doctor")
    press = Press(database, library, settings.data_dir)
    for folder in packages(settings.courses_dir):
        # What goes deeper than wording is decided by a person, not by a restart.
        done = publish(press, folder, by=None, now=now, up_to=Level.EDITORIAL)
        for line in told(done, settings.default_locale):
            say(line)
    # Enrolments are settled by the job that does it, so that nobody waits for it here.


def staff_link(database: Database, settings: Settings, now: datetime) -> str | None:
    """Return the address where the first staff account is made, None if there is one.

    Each link ends the one before.
    """
    with database.writing() as session:
        path = links.first_staff(session, now)
    return f"{settings.public_url}{path}" if path else None


def told(done: Published, lang: str) -> list[str]:
    """Return what to say of a package that was to be published."""
    where, course = done.folder, done.course_id
    if done.outcome is Outcome.PUBLISHED:
        return [f"Published {course} ({where})."]
    if done.outcome is Outcome.HELD_BACK:
        level = done.level.name.lower()
        return [
            f"Held back {course}: its update is more than editorial ({level}).",
            f"To publish it: czeladnik courses publish {where}",
        ]
    if done.outcome is Outcome.BROKEN:
        return [
            f"Not published: {where} has {len(done.problems)} problems.",
            *_first(done, lang),
            f"What was published stays. All problems: czeladnik courses check {where}",
        ]
    return []


def _first(done: Published, lang: str) -> list[str]:
    translate = translator(lang)
    return [
        f"  {done.folder / one.file}:{one.line}:{one.column}: {one.message(translate)}"
        for one in done.problems[:SHOWN_PROBLEMS]
    ]


def _migrate(database: Database, settings: Settings, now: datetime, say: Say) -> None:
    done = schema.upgrade(database, settings, now)
    if done and done.before:
        say(f"The database went from version {done.before} to {done.after}.")
    if done and done.copy:
        say(f"A copy of the state before is {done.copy}.")
