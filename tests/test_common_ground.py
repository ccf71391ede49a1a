"""The common ground of tests does what tests rely on."""

from __future__ import annotations

import socket

import pytest
import sqlalchemy as sa

from app.accounts.models import Person
from tests.factories import make_person
from tests.forms import forms_of


@pytest.mark.parametrize("turn", [1, 2])
def test_no_test_sees_the_rows_of_another(database, turn):
    with database.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Person)) == 0
    with database.writing() as session:
        make_person(session)


def test_both_databases_are_the_real_ones(database, database_kind):
    with database.reading() as session:
        if database_kind == "sqlite":
            assert session.scalar(sa.text("PRAGMA journal_mode")) == "wal"
            assert session.scalar(sa.text("PRAGMA synchronous")) == 2
        else:
            assert session.scalar(sa.text("SHOW server_version_num")) >= "180000"


def test_the_reading_session_refuses_to_write(database):
    with database.reading() as session, pytest.raises(sa.exc.DBAPIError):
        session.execute(sa.text("DELETE FROM person"))


def test_the_cast_is_in_place(cast):
    assert cast.bakery.path.startswith(cast.bakers.path)
    assert cast.bakers.path.startswith(cast.chamber.path)


def test_an_empty_database_has_no_tables(empty_database_url):
    engine = sa.create_engine(empty_database_url)
    assert sa.inspect(engine).get_table_names() == []
    engine.dispose()


def test_no_test_reaches_the_network():
    with socket.socket() as way_out, pytest.raises(RuntimeError, match="wanted to"):
        way_out.connect(("192.0.2.1", 80))


def test_a_form_is_read_as_a_browser_reads_it():
    page = """
      <form action="/a" method="post"><input name="x" value="1">
      <input type="checkbox" name="tick" value="t" checked>
      <input type="radio" name="r" value="1"><input type="radio" name="r" value="2">
      <select name="s"><option value="one">1</option><option value="two" selected>2
      </option></select><textarea name="t">
two
lines</textarea><button name="do" value="it">Do</button></form>"""
    (form,) = forms_of(page)
    assert form.fields == [
        ("x", "1"), ("tick", "t"), ("s", "two"), ("t", "two\nlines"),
    ]  # fmt: skip
    assert form.choices["r"] == ["1", "2"]
    assert form.buttons == [("do", "it")]
    with pytest.raises(LookupError):
        form.filled({"y": "1"})
