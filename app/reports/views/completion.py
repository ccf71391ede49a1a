"""The completion report: on the screen, and the same rows as a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from flask import (
    Response,
    abort,
    current_app,
    render_template,
    request,
    url_for,
)

from app.accounts import organisations
from app.audit import events
from app.extensions import db
from app.publishing import courses
from app.reports import completion
from app.reports.blueprint import blueprint
from app.reports.columns import COLUMNS, Cell, Reader, state_of
from app.reports.completion import Filters
from app.reports.forms import FilterForm
from app.reports.views.sending import Sheet, as_file
from app.web.access import Audience, audience
from app.web.clock import arrived
from app.web.identity import known_person, viewer
from app.web.locale import current_locale, local
from app.web.paging import SIZE, Page, page_number
from app.web.words import gettext as _
from config import Settings


@blueprint.get("/reports/completion")
@audience(Audience.STAFF)
def completion_report() -> str:
    """Show who learns what and how far, page by page."""
    form = _form()
    filters = _filters(form)
    zone, number = _zone(), page_number(request.args.get("page"))
    scope = viewer().scope
    rows = completion.page(db.session, filters, scope, zone, number=number, size=SIZE)
    total = completion.count(db.session, filters, scope, zone)
    reader = _reader()
    return render_template(
        "reports/completion.html",
        form=form,
        columns=COLUMNS,
        headers=_headers(),
        rows=[(row, reader.cells(row), state_of(row)) for row in rows],
        page=Page(rows, number, total),
        address=_address,
        pages=lambda wanted: _address("reports.completion_report", page=wanted),
    )


@blueprint.post("/reports/completion.<kind>")
@audience(Audience.STAFF)
def completion_file(kind: str) -> Response:
    """Send exactly what the screen shows, all its pages, as CSV or XLSX.

    A POST, for it is written down that personal data left the house.
    """
    if kind not in {"csv", "xlsx"}:
        abort(404)
    filters = _filters(_form())
    reader = _reader()
    name = f"{_('completion-report')}-{local(arrived()):%Y-%m-%d}.{kind}"
    sheet = Sheet(_("Completion"), COLUMNS, _headers(), _cells(filters, reader))
    response = as_file(sheet, kind, name)
    _note_export(kind, filters)
    return response


def _reader() -> Reader:
    cards = courses.cards(db.session, withdrawn=True)
    return Reader(_zone(), current_locale(), _, cards)


def _cells(filters: Filters, reader: Reader) -> Iterator[tuple[Cell, ...]]:
    """Return the rows to come; nothing of the request is needed to read them."""
    rows = completion.rows(db.session, filters, viewer().scope, _zone())
    return (tuple(reader.cells(row)) for row in rows)


def _note_export(kind: str, filters: Filters) -> None:
    """Write down that personal data left the house, and which."""
    with db.writing() as session:
        events.record(
            session,
            "exported",
            ("report", "completion"),
            by=known_person(),
            now=arrived(),
            format=kind,
            filters=filters.to_json(),
        )


def _form() -> FilterForm:
    form = FilterForm(request.args)
    offered = [
        (card.id, card.title.best(current_locale(), card.language)[0])
        for card in courses.cards(db.session, withdrawn=True)
    ]
    branches = organisations.tree(db.session, viewer().scope, closed=True)
    form.offer(
        offered,
        [(str(one.id), f"{'– ' * one.depth}{one.name}") for one in branches],
    )
    return form


def _filters(form: FilterForm) -> Filters:
    """Return what was asked for; a wish that is not offered narrows nothing."""
    form.validate()
    return Filters(
        course_id=_chosen(form.course),
        organisation_id=_uuid(_chosen(form.organisation)),
        since=None if form.since.errors else form.since.data,
        until=None if form.until.errors else form.until.data,
        state=_chosen(form.state) or "all",
    )


def _chosen(field: object) -> str | None:
    return None if getattr(field, "errors", None) else getattr(field, "data", None)


def _uuid(text: str | None) -> UUID | None:
    return UUID(text) if text else None


def _headers() -> list[str]:
    return [_(column.header) for column in COLUMNS]


def _zone() -> str:
    settings: Settings = current_app.config["SETTINGS"]
    return settings.time_zone


def _address(endpoint: str, **changes: Any) -> str:
    """Return the address of the same report, with the same filters."""
    args: dict[str, Any] = {
        name: value for name, value in request.args.items() if value
    }
    args.pop("page", None)
    return url_for(endpoint, **{**args, **changes})
