"""Lists sent by hand: pasted, uploaded, confirmed, and their links read back."""

from __future__ import annotations

import csv
import io

import sqlalchemy as sa

from tests.web import form_on, send, submit

PAGE = "/people/import"
NEW = "Nowak;Jan;jan@example.pl;Piekarnia Łąka\nZięba;Ola;ola@example.pl;\n"
CARRY_OUT, HAND_OUT = "/import/enrolments", "/import/invitations"


def check(browser, text, **choices):
    return submit(browser, PAGE, {"text": text, **choices}, action="/people/import")


def check_file(browser, data, text=""):
    form = form_on(browser.get(PAGE), "/people/import")
    fields = dict(form.filled({"text": text}))
    fields["file"] = (io.BytesIO(data), "lista.csv")
    return browser.post(PAGE, data=fields, content_type="multipart/form-data")


def carry_out(browser, checked, **options):
    page = send(browser, form_on(checked, CARRY_OUT), page=PAGE, **options)
    page.get_data()  # it is written while it is read
    return page


def hand_out(browser, done, **options):
    return send(browser, form_on(done, HAND_OUT), page=PAGE, **options)


def rows_of(file):
    text = file.get_data().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))[1:]


def token(row):
    return row[3].rpartition("/")[2]


def line(person):
    return f"{person.family_name};{person.given_name};{person.email};\n"


def number(school, table):
    with school.database.reading() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(table))
