"""Mail is written with the change, sent once, retried, and forgotten when sent."""

from __future__ import annotations

import socket
import ssl
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
import sqlalchemy as sa
from aiosmtpd.controller import Controller

from app.mail import outbox
from app.mail.models import Message
from tests.factories import NOW, make_message

CERTIFICATE = Path(__file__).with_name("localhost.pem")


class Inbox:
    """What a mail server received; `answers` are given instead of 250, in turn."""

    def __init__(self):
        self.mails = []
        self.answers = []

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - aiosmtpd's
        if self.answers:
            return self.answers.pop(0)
        self.mails.append(message_from_bytes(envelope.original_content, policy=default))
        return "250 OK"


@pytest.fixture
def inbox():
    return Inbox()


@pytest.fixture
def serving(inbox):
    """Start a mail server on a free port of this machine and return the port."""
    running = []

    def serve(**options):
        controller = Controller(
            inbox, hostname="127.0.0.1", port=free_port(), **options
        )
        controller.start()
        running.append(controller)
        return controller.port

    yield serve
    for controller in running:
        controller.stop()


@pytest.fixture
def with_mail(settings, serving):
    return replace(
        settings, smtp_host="127.0.0.1", smtp_port=serving(), smtp_tls="none"
    )


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def rows(database):
    with database.reading() as session:
        return session.scalars(sa.select(Message).order_by(Message.id)).all()


def written(database, **facts):
    with database.writing() as session:
        return make_message(session, **facts)


def test_a_mail_arrives_with_polish_letters_and_is_blanked(database, with_mail, inbox):
    with database.writing() as session:
        outbox.write(session, "ana@example.pl", "Hasło", "Cześć, Łucjo!\n", NOW)
    assert outbox.deliver(database, with_mail, NOW) == 1
    (mail,) = inbox.mails
    assert (mail["To"], mail["Subject"]) == ("ana@example.pl", "Hasło")
    assert mail["From"] == with_mail.mail_from
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content().splitlines() == ["Cześć, Łucjo!"]
    (row,) = rows(database)
    assert (row.body, row.due_at, row.sent_at) == ("", None, NOW)


def test_a_mail_is_sent_once(database, with_mail, inbox):
    written(database)
    outbox.deliver(database, with_mail, NOW)
    assert outbox.deliver(database, with_mail, NOW + timedelta(days=1)) == 0
    assert len(inbox.mails) == 1


def test_a_change_that_is_undone_sends_no_mail(database, with_mail, inbox):
    def fail():
        with database.writing() as session:
            outbox.write(session, "ana@example.pl", "Temat", "Treść", NOW)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert outbox.deliver(database, with_mail, NOW) == 0


def test_without_a_mail_server_nothing_is_tried(database, settings):
    written(database)
    assert outbox.deliver(database, settings, NOW) == 0
    assert rows(database)[0].tries == 0


def test_a_silent_server_is_tried_again_later_and_less_and_less_often(
    database, with_mail, serving
):
    written(database)
    nobody = replace(with_mail, smtp_port=1)
    moment, waits = NOW, []
    for _ in range(len(outbox.PAUSES)):
        assert outbox.deliver(database, nobody, moment) == 0
        (row,) = rows(database)
        waits.append(row.due_at - moment)
        assert outbox.deliver(database, nobody, row.due_at - timedelta(seconds=1)) == 0
        assert rows(database)[0].tries == row.tries
        moment = row.due_at
    assert waits == sorted(waits)
    outbox.deliver(database, nobody, moment)
    (row,) = rows(database)
    assert (row.due_at, row.sent_at) == (None, None)
    with database.writing() as session:
        outbox.forget_old(session, moment)
    assert rows(database)[0].body == ""


def test_mail_that_a_server_could_not_take_now_arrives_later(
    database, with_mail, inbox
):
    written(database)
    inbox.answers = ["451 try later"]
    assert outbox.deliver(database, with_mail, NOW) == 0
    assert outbox.deliver(database, with_mail, NOW + timedelta(minutes=2)) == 1


def test_a_mail_that_is_refused_for_good_holds_up_no_other(database, with_mail, inbox):
    written(database, due_at=NOW - timedelta(minutes=1))
    written(database)
    inbox.answers = ["554 no such person"]
    assert outbox.deliver(database, with_mail, NOW) == 1
    first, _second = rows(database)
    assert (first.due_at, first.sent_at, first.body) == (None, None, "")


@pytest.mark.parametrize(
    ("to", "subject"),
    [
        ("ana@example.pl\r\nBcc: all@example.pl", "Temat"),
        ("ana@example.pl", "Temat\nBcc: all@example.pl"),
        ("ana@example.pl", "Temat\rX: y"),
        ("ana@example.pl\0", "Temat"),
    ],
)
def test_no_line_end_reaches_a_header(database, to, subject):
    with database.writing() as session, pytest.raises(ValueError, match="one line"):
        outbox.write(session, to, subject, "Treść", NOW)


def test_a_row_with_a_line_end_in_its_subject_is_given_up(database, with_mail, inbox):
    written(database, subject="Temat\nBcc: all@example.pl")
    assert outbox.deliver(database, with_mail, NOW) == 0
    assert inbox.mails == []
    assert rows(database)[0].due_at is None


def test_a_body_cannot_end_the_mail_early(database, with_mail, inbox):
    written(database, body="before\n.\nafter\n")
    outbox.deliver(database, with_mail, NOW)
    assert inbox.mails[0].get_content().splitlines() == ["before", ".", "after"]


def test_nothing_goes_out_in_plain_when_encryption_is_asked_for(
    database, with_mail, inbox
):
    written(database)
    strict = replace(with_mail, smtp_tls="starttls")
    assert outbox.deliver(database, strict, NOW) == 0
    assert inbox.mails == []
    assert rows(database)[0].tries == 1


@pytest.mark.parametrize("how", ["starttls", "tls"])
def test_mail_goes_out_encrypted(database, with_mail, serving, inbox, monkeypatch, how):
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    option = "tls_context" if how == "starttls" else "ssl_context"
    written(database)
    encrypted = replace(with_mail, smtp_port=serving(**{option: context}), smtp_tls=how)
    assert outbox.deliver(database, encrypted, NOW) == 1


def test_a_server_with_a_foreign_certificate_gets_nothing(
    database, with_mail, serving, inbox
):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    written(database)
    encrypted = replace(
        with_mail, smtp_port=serving(tls_context=context), smtp_tls="starttls"
    )
    assert outbox.deliver(database, encrypted, NOW) == 0
    assert inbox.mails == []


def test_old_mail_is_forgotten(database, with_mail):
    written(database)
    outbox.deliver(database, with_mail, NOW)
    with database.writing() as session:
        outbox.forget_old(session, NOW + timedelta(days=31))
    assert rows(database) == []
