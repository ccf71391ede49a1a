"""The outbox: mail is written with the change that causes it, and sent afterwards."""

from __future__ import annotations

import logging
import smtplib
import ssl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from typing import Any, Final, cast
from urllib.parse import urlsplit
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from app.db import new_key
from app.engines import Database
from app.mail.models import Message
from config import Settings

log = logging.getLogger(__name__)
AT_ONCE: Final = 50
WAIT_SECONDS: Final = 10.0
# After each failed try; after the last one the mail is given up.
PAUSES: Final = tuple(
    timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440)
)

_ABOUT_THIS_MAIL: Final = (
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPDataError,
    smtplib.SMTPNotSupportedError,  # letters in the address that the server cannot
    ValueError,
)


def write(session: Session, to: str, subject: str, body: str, now: datetime) -> None:
    """Put a mail into the outbox, in the transaction of what it tells of.

    Raises ValueError for an address or a subject that would make more header lines.
    """
    session.add(Message(**_row(to, subject, body, now)))


def write_all(
    session: Session, mails: Iterable[tuple[str, str, str]], now: datetime
) -> None:
    """Put many mails (to, subject, body) into the outbox, in one statement."""
    rows = [_row(*mail, now) for mail in mails]
    if rows:
        session.execute(sa.insert(Message), rows)


def _row(to: str, subject: str, body: str, now: datetime) -> dict[str, Any]:
    if any(sign in to + subject for sign in "\r\n\0"):
        raise ValueError("a header of a mail is one line")
    return {
        "id": new_key(),
        "recipient": to,
        "subject": subject[:200],
        "body": body,
        "written_at": now,
        "due_at": now,
        "tries": 0,
    }


def deliver(database: Database, settings: Settings, now: datetime) -> int:
    """Send what is due and return how many mails went out; never raises for a server.

    Each mail is claimed by moving its next try into the future, so two processes do
    not send it twice, and a process that dies leaves it to the next.
    """
    if not settings.smtp_host:
        return 0
    due = _due(database, now)
    if not due:
        return 0
    sent = 0
    try:
        with _connection(settings) as server:
            for key in due:
                sent += _deliver_one(database, server, settings, key, now)
    except (OSError, smtplib.SMTPException) as error:
        log.warning("mail server not reached: %s", type(error).__name__)
        _put_off(database, due, now)
    return sent


def _due(database: Database, now: datetime) -> list[UUID]:
    with database.reading() as session:
        query = sa.select(Message.id).where(Message.due_at <= now)
        return list(session.scalars(query.order_by(Message.due_at).limit(AT_ONCE)))


def _deliver_one(
    database: Database,
    server: smtplib.SMTP,
    settings: Settings,
    key: UUID,
    now: datetime,
) -> int:
    message = _claim(database, key, now)
    if message is None:
        return 0
    try:
        server.send_message(_composed(message, settings, now))
    except _ABOUT_THIS_MAIL as error:
        # This mail is not wanted; the next one may be.
        log.warning("mail not taken: %s", type(error).__name__)
        if _is_final(error):
            _close(database, key, sent_at=None)
        return 0
    _close(database, key, sent_at=now)
    return 1


def _claim(database: Database, key: UUID, now: datetime) -> Message | None:
    """Return the mail if it is still due, its next try put off; None if it is not."""
    with database.writing() as session:
        if not _postpone(session, [key], now):
            return None
        return session.get_one(Message, key)


def _put_off(database: Database, keys: list[UUID], now: datetime) -> None:
    with database.writing() as session:
        _postpone(session, keys, now)


def _postpone(session: Session, keys: list[UUID], now: datetime) -> bool:
    """Count a try of those still due and say when the next one is, if any."""
    moments = (sa.literal(now + pause, Message.due_at.type) for pause in PAUSES)
    next_try = sa.case(
        *((Message.tries == tries, moment) for tries, moment in enumerate(moments)),
        else_=None,
    )
    done = session.execute(
        sa.update(Message)
        .where(Message.id.in_(keys), Message.due_at <= now)
        .values(due_at=next_try, tries=Message.tries + 1)
        .execution_options(synchronize_session=False)
    )
    return bool(cast("CursorResult[int]", done).rowcount)


def _close(database: Database, key: UUID, *, sent_at: datetime | None) -> None:
    """Say that a mail is sent or given up; what stood in it is not kept."""
    with database.writing() as session:
        session.execute(
            sa.update(Message)
            .where(Message.id == key)
            .values(sent_at=sent_at, due_at=None, body="")
        )


def forget_old(session: Session, now: datetime) -> None:
    """Blank what was given up, and delete what is older than 30 days."""
    session.execute(
        sa.update(Message)
        .where(Message.due_at.is_(None), Message.body != "")
        .values(body="")
    )
    session.execute(
        sa.delete(Message).where(
            Message.due_at.is_(None), Message.written_at < now - timedelta(days=30)
        )
    )


def _is_final(error: Exception) -> bool:
    """Tell "never" (5xx, or a mail that cannot be put into form) from "not now"."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _words in error.recipients.values())
    if isinstance(error, smtplib.SMTPDataError):
        return error.smtp_code >= 500
    return True


def _composed(message: Message, settings: Settings, now: datetime) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail["From"] = settings.mail_from
    mail["To"] = message.recipient
    mail["Subject"] = message.subject
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = make_msgid(domain=urlsplit(settings.public_url).hostname)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.body)
    return mail


@contextmanager
def _connection(settings: Settings) -> Iterator[smtplib.SMTP]:
    """Lend a connection, encrypted unless the settings say otherwise."""
    place = (settings.smtp_host, settings.smtp_port)
    server: smtplib.SMTP
    if settings.smtp_tls == "tls":
        server = smtplib.SMTP_SSL(
            *place, timeout=WAIT_SECONDS, context=ssl.create_default_context()
        )
    else:
        server = smtplib.SMTP(*place, timeout=WAIT_SECONDS)
    with server:
        if settings.smtp_tls == "starttls":
            # Raises where the server does not offer it: nothing goes out in plain.
            server.starttls(context=ssl.create_default_context())
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password)
        yield server
