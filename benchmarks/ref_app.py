"""REF: what a page and an answer cost at the least, in Flask with SQLAlchemy's ORM.

GET: signed cookie, user by id, two indexed selects, a Jinja page as large as our
lesson. POST: user by id, one insert and one update in one durable transaction.
No CSRF, roles, translation, headers, compression or log. Run: python -m
benchmarks.ref_app; FOLDER, PORT and PAGE_BYTES come from the environment.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from flask import Flask, redirect, render_template, request, session
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from jinja2 import DictLoader
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from werkzeug.wrappers import Response

USERS = 100
ANSWERS = 10  # of each user, before the measurement
THREADS = 8
PAGE = """<!doctype html>
<html lang="en"><head><title>{{ user.name }}</title></head><body>
<ul>{% for one in enrolments %}<li>{{ one.course }} {{ one.done }}</li>{% endfor %}</ul>
<ol>{% for one in answers %}<li>{{ one.question }} {{ one.text }}</li>{% endfor %}</ol>
{% for paragraph in paragraphs %}<p>{{ paragraph }}</p>
{% endfor %}</body></html>
"""
PARAGRAPH = "Czeladnik czyta o umowie, zanim ją podpisze. " * 10


class Base(DeclarativeBase):
    """Base of the tables."""


class User(Base):
    """Somebody signed in."""

    __tablename__ = "user"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Enrolment(Base):
    """What a user takes."""

    __tablename__ = "enrolment"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    course: Mapped[str]
    done: Mapped[int]


class Answer(Base):
    """What a user answered."""

    __tablename__ = "answer"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    question: Mapped[str]
    text: Mapped[str]


def create(folder: str, page_bytes: int) -> Flask:
    """Return the app over a new database in `folder`."""
    engine = sa.create_engine(f"sqlite:///{folder}/ref.db")
    sa.event.listen(engine, "connect", _prepare)
    Base.metadata.create_all(engine)
    _fill(engine)
    app = Flask(__name__)
    app.secret_key = secrets.token_hex()
    app.jinja_loader = DictLoader({"lesson.html": PAGE})
    paragraphs = [PARAGRAPH] * (page_bytes // (len(PARAGRAPH.encode()) + 8))

    @app.get("/health")
    def health() -> str:
        return "ok\n"

    @app.get("/sign-in/<int:user_id>")
    def sign_in(user_id: int) -> str:
        session["user_id"] = user_id
        return "ok\n"

    @app.get("/lesson")
    def lesson() -> str:
        with Session(engine) as database:
            user = database.get_one(User, session["user_id"])
            enrolments = database.scalars(
                sa.select(Enrolment).where(Enrolment.user_id == user.id)
            ).all()
            # As many as a page shows, however many were given during the measurement.
            answers = database.scalars(
                sa.select(Answer).where(Answer.user_id == user.id).limit(ANSWERS)
            ).all()
            return render_template(
                "lesson.html",
                user=user,
                enrolments=enrolments,
                answers=answers,
                paragraphs=paragraphs,
            )

    @app.post("/answers")
    def answers() -> Response:
        with Session(engine) as database:
            user = database.get_one(User, session["user_id"])
            text = request.form["text"]
            database.add(Answer(user_id=user.id, question="q", text=text))
            database.execute(
                sa.update(Enrolment)
                .where(Enrolment.user_id == user.id)
                .values(done=Enrolment.done + 1)
            )
            database.commit()
        return redirect("/lesson", 303)

    return app


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA busy_timeout=10000")


def _fill(engine: sa.Engine) -> None:
    with Session(engine) as database:
        if database.get(User, 1):
            return
        for number in range(1, USERS + 1):
            database.add(User(id=number, name=f"Ana {number}"))
            database.add(Enrolment(user_id=number, course="prawo-pracy", done=0))
            for _ in range(ANSWERS):
                database.add(Answer(user_id=number, question="q", text="umowa"))
        database.commit()


def load() -> Callable[..., Any]:
    """Return the app of the one worker."""
    return create(os.environ["FOLDER"], int(os.environ["PAGE_BYTES"]))


if __name__ == "__main__":
    Granian(
        "reference",
        port=int(os.environ["PORT"]),
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=1,
        blocking_threads=THREADS,
        log_level=LogLevels.error,
    ).serve(target_loader=load, wrap_loader=False)
