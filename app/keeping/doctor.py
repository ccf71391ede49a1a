"""The doctor: looks at everything, changes nothing, says what to mend."""

from __future__ import annotations

import platform
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from urllib.parse import urlsplit

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from app.accounts.models import Grant
from app.audit.events import broken as broken_chain
from app.audit.models import Event, Seal
from app.engines import Database
from app.keeping import courses, records, schema
from app.keeping.finding import Finding, broken, note, ok
from app.mail.models import Message
from app.web.identity import STAFF
from config import LOCALES, ROOT, Settings

Check = Callable[[Database, Settings, datetime], Iterator[Finding]]
RESET_FAULT = ((3, 7, 0), (3, 51, 2))  # versions of SQLite, both included
LEAST_SPACE = 1_000_000_000  # bytes
LONGEST_UNSEALED = timedelta(hours=1)
LOCAL = {"127.0.0.1", "localhost", "::1"}


def findings(
    database: Database, settings: Settings, now: datetime
) -> Iterator[Finding]:
    """Yield what every check finds; a check that fails is a finding, too."""
    for check in BEFORE:
        yield from check(database, settings, now)
    reachable = list(_schema(database, settings, now))
    yield from reachable
    if any(finding.mend for finding in reachable):
        return
    for check in INSIDE:
        yield from _guarded(check, database, settings, now)


def _guarded(
    check: Check, database: Database, settings: Settings, now: datetime
) -> Iterator[Finding]:
    try:
        yield from check(database, settings, now)
    except Exception as error:
        name = getattr(check, "__name__", "check").strip("_")
        reason = str(error).partition("\n")[0]
        yield broken(name, f"could not be looked at ({reason})", "See the reason.")


def _programs(
    _database: Database, _settings: Settings, _now: datetime
) -> Iterator[Finding]:
    yield ok("Python", platform.python_version())
    for package in ("czeladnik", "flask", "sqlalchemy", "granian", "typst"):
        try:
            yield ok(package, version(package))
        except PackageNotFoundError:
            yield note(package, "not installed as a package", "Run: make install")
    found = sqlite3.sqlite_version
    if RESET_FAULT[0] <= sqlite3.sqlite_version_info <= RESET_FAULT[1]:
        yield note(
            "SQLite",
            f"{found} has the fault of write-ahead logs reset by two at once "
            "(3.7.0 to 3.51.2, unless your distributor mended it)",
            "Czeladnik avoids it by checkpointing under its write lock only; let no "
            "other program write to the file. 3.51.3 is free of it.",
        )
    else:
        yield ok("SQLite", found)


def _settings(
    database: Database, settings: Settings, _now: datetime
) -> Iterator[Finding]:
    for field in fields(settings):
        if not field.repr:
            value = "set" if getattr(settings, field.name) else "not set"
        elif field.name == "database_url":
            value = database.url.render_as_string(hide_password=True)
        else:
            value = str(getattr(settings, field.name)) or "not set"
        yield ok(field.metadata["env"], value)
    host = urlsplit(settings.public_url).hostname
    if not settings.https and host not in LOCAL:
        yield note(
            "PUBLIC_URL",
            "people reach the site without HTTPS",
            "Put nginx or Caddy in front and set PUBLIC_URL to https://...",
        )
    if not settings.smtp_host:
        yield note(
            "mail",
            "not set up, staff hand over one-time links",
            "Set SMTP_HOST and MAIL_FROM to let people reset passwords by mail.",
        )


def _folder(
    _database: Database, settings: Settings, _now: datetime
) -> Iterator[Finding]:
    usage = shutil.disk_usage(settings.data_dir)
    free = f"{usage.free / 1e9:.1f} GB free of {usage.total / 1e9:.0f}"
    if usage.free < LEAST_SPACE or usage.free < usage.total / 10:
        yield note("disk", free, "Make room; below 1 GB answers may not be saved.")
    else:
        yield ok("disk", free)
    if settings.data_dir.stat().st_mode & 0o077:
        yield broken(
            "DATA_DIR",
            "others on this machine may look into it",
            f"Run: chmod 700 {settings.data_dir}",
        )


def _languages(
    _database: Database, _settings: Settings, _now: datetime
) -> Iterator[Finding]:
    from babel.messages.pofile import read_po

    for language in LOCALES:
        source = ROOT / "translations" / language / "LC_MESSAGES" / "messages.po"
        if language == "en" or not source.exists():
            continue
        with source.open("rb") as text:
            messages = [message for message in read_po(text) if message.id]
        stale = sum(message.fuzzy or not message.string for message in messages)
        if stale:
            yield note(
                f"translation {language}",
                f"{stale} of {len(messages)} messages are missing or stale",
                f"Complete {source}.",
            )
        else:
            yield ok(f"translation {language}", f"{len(messages)} messages")


def _schema(
    database: Database, _settings: Settings, _now: datetime
) -> Iterator[Finding]:
    try:
        schema.ensure_current(database)
    except schema.SchemaProblem as error:
        yield broken("database", str(error), "Do what it says.")
    except SQLAlchemyError as error:
        reason = str(error).partition("\n")[0]
        yield broken(
            "database",
            f"cannot be used ({reason})",
            "Check DATABASE_URL; a damaged file: czeladnik restore FILE --force",
        )
    else:
        yield ok("database", f"version {schema.head()}")


def _database(
    database: Database, _settings: Settings, _now: datetime
) -> Iterator[Finding]:
    for difference in schema.differences(database):
        yield broken(
            "tables",
            f"not as they should be ({difference})",
            "Somebody changed them; restore a backup.",
        )
    if not database.sqlite:
        return
    with database.reading_engine.connect() as connection:
        wrong = connection.exec_driver_sql("PRAGMA integrity_check(5)").scalars().all()
        loose = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if wrong == ["ok"]:
        yield ok("integrity", "the file is whole")
    else:
        yield broken(
            "integrity", "; ".join(wrong), "Run: czeladnik restore FILE --force"
        )
    if loose:
        rows = sorted({str(row[0]) for row in loose})
        yield broken(
            "references",
            f"{len(loose)} rows refer to something that is gone ({', '.join(rows)})",
            "Restore a backup, or ask those who maintain Czeladnik.",
        )
    else:
        yield ok("references", "all whole")


def _events(
    database: Database, _settings: Settings, now: datetime
) -> Iterator[Finding]:
    with database.reading() as session:
        faults = list(broken_chain(session))
        unsealed = session.scalar(
            sa.select(sa.func.count())
            .select_from(Event)
            .outerjoin(Seal, Seal.event_id == Event.id)
            .where(Seal.event_id.is_(None), Event.at < now - LONGEST_UNSEALED)
        )
    for fault in faults:
        yield broken("audit", fault, "Find out who wrote to the database directly.")
    if unsealed:
        yield note(
            "audit",
            f"{unsealed} events wait for their seal for more than an hour",
            "Is a server running? Or run: czeladnik audit seal",
        )
    if not faults and not unsealed:
        yield ok("audit", "the chain of events is whole")


def _staff(
    database: Database, _settings: Settings, _now: datetime
) -> Iterator[Finding]:
    query = sa.select(sa.func.count(Grant.person_id.distinct())).where(
        Grant.role == STAFF, Grant.ended_at.is_(None)
    )
    with database.reading() as session:
        people = session.scalar(query)
    if people:
        yield ok("staff", f"{people} people")
    else:
        yield note("staff", "nobody yet", "Run: czeladnik staff link")


def _mail(database: Database, settings: Settings, now: datetime) -> Iterator[Finding]:
    query = sa.select(sa.func.count()).select_from(Message)
    waiting = query.where(Message.due_at < now - timedelta(hours=1))
    given_up = query.where(Message.due_at.is_(None), Message.sent_at.is_(None))
    with database.reading() as session:
        late, lost = session.scalar(waiting), session.scalar(given_up)
    if late and settings.smtp_host:
        yield note(
            "mail",
            f"{late} messages wait for more than an hour",
            "Check SMTP_HOST, SMTP_USER and SMTP_PASSWORD; the log says why.",
        )
    if lost:
        yield note("mail", f"{lost} messages were given up", "The log says why.")


BEFORE: tuple[Check, ...] = (_programs, _settings, _folder, _languages)
# These need a database of this version.
INSIDE: tuple[Check, ...] = (
    _database,
    _events,
    _staff,
    _mail,
    courses.revisions,
    records.attempts,
)
