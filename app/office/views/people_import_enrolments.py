"""A checked list carried out, and the links of its new people handed out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from flask import (
    Response,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    stream_with_context,
    url_for,
)
from werkzeug.wrappers import Response as BaseResponse

from app.accounts import letters
from app.accounts.rules import LASTING, Purpose
from app.engines import Busy
from app.extensions import db
from app.learning import enrolments
from app.learning.bulk_enrolments import Joined
from app.mail import outbox
from app.office import imports, parcels
from app.office.blueprint import blueprint
from app.office.forms import CarriedForm
from app.office.imports import Invited, Order, Outcome
from app.office.link_file import csv_text
from app.office.lists import Entry
from app.office.messages import PROBLEMS
from app.office.parcels import Parcel
from app.office.turns import Turn, collected, turns
from app.publishing.library import library
from app.web.access import Audience, audience
from app.web.clock import arrived
from app.web.headers import no_store
from app.web.identity import known_person, viewer
from app.web.locale import current_locale, day
from app.web.words import gettext as _
from config import Settings

TURN = "<!-- turn -->"  # where a page that is sent piece by piece is cut


@blueprint.post("/people/import/enrolments")
@audience(Audience.STAFF)
def people_import_enrolments() -> BaseResponse:
    """Carry out a checked list, and say on the way how far it is.

    The answer is sent while it is worked on. Sending the form again does nothing twice.
    """
    parcel = _parcel()
    order = _order(parcel) if parcel else None
    if parcel is None or order is None:
        flash(_("This list was checked too long ago. Send it again."), "warning")
        return redirect(url_for("office.people_import"), code=303)
    going = turns(parcel.entries, _worker(order))
    course = library().course(order.course.digest)
    title, _language = course.title.best(current_locale(), course.language)
    response = Response(
        stream_with_context(_page_by_turns(going, title)), mimetype="text/html"
    )
    # A proxy that waits for the whole page would hide how far it is.
    response.headers["X-Accel-Buffering"] = "no"
    return response


@blueprint.post("/people/import/invitations")
@audience(Audience.STAFF)
def people_import_invitations() -> BaseResponse:
    """Make links for those of a list who have no password yet, and send them as a file.

    They are kept nowhere else; the next time there are new ones, and these are over.
    """
    if _settings().smtp_host:
        abort(404)
    parcel = _parcel()
    if parcel is None:
        flash(_("This list was checked too long ago. Send it again."), "warning")
        return redirect(url_for("office.people_import"), code=303)
    found = collected(parcel.entries, _invite_again)
    if found is None:
        raise Busy
    if not found:
        flash(_("Everybody on this list has chosen a password already."), "info")
        return redirect(url_for("office.people"), code=303)
    return _file(found)


def _page_by_turns(going: Iterator[Turn], course: str) -> Iterator[str]:
    """Yield the page in pieces, each as soon as there is something new to say."""
    frame = render_template("office/people_import_enrolments.html", course=course)
    before, after = frame.split(TURN)
    yield before
    for turn in going:
        if not turn.last:
            yield render_template("office/_turn.html", turn=turn)
            continue
        yield render_template(
            "office/_import_result.html",
            turn=turn,
            form=CarriedForm(),
            words=lambda problem: _(PROBLEMS[problem.code], **problem.params),
        )
    yield after


def _parcel() -> Parcel | None:
    form = CarriedForm()
    if not form.validate_on_submit():
        return None
    return parcels.unpacked(form.list.data or "", known_person())


def _order(parcel: Parcel) -> Order | None:
    """Return what is to be done, None when the course is no longer on offer."""
    standing = enrolments.standing(db.session, None, parcel.course_id)
    if standing is None or standing.withdrawn:
        return None
    activities = len(library().course(standing.digest).order)
    course = Joined(parcel.course_id, standing.digest, activities)
    return Order(course, parcel.organisation_id, parcel.locale)


def _worker(order: Order) -> Callable[[Sequence[Entry]], Outcome]:
    """Return what carries out one batch in one commit, mail included."""
    carry_out = partial(
        imports.carry_out,
        scope=viewer().scope,
        order=order,
        invite=bool(_settings().smtp_host),
        by=known_person(),
        now=arrived(),
    )

    def work(batch: Sequence[Entry]) -> Outcome:
        with db.writing() as session:
            outcome = carry_out(session, entries=batch)
            outbox.write_all(session, map(_mail, outcome.invitations), arrived())
        return outcome

    return work


def _mail(invited: Invited) -> tuple[str, str, str]:
    letter = letters.invitation(invited.path, invited.locale)
    return invited.email, letter.subject, letter.body


def _invite_again(batch: Sequence[Entry]) -> Sequence[Invited]:
    with db.writing() as session:
        return imports.invite_again(
            session, viewer().scope, batch, by=known_person(), now=arrived()
        )


def _file(invited: Sequence[Invited]) -> Response:
    until = day(arrived() + LASTING[Purpose.INVITATION], "short")
    site = _settings().public_url
    headers = (
        _("Family name"),
        _("Given name"),
        _("E-mail"),
        _("Link"),
        _("Link works until"),
    )
    text = csv_text(
        headers,
        (
            (one.family_name, one.given_name, one.email, site + one.path, until)
            for one in invited
        ),
    )
    no_store()
    response = Response(text, mimetype="text/csv")
    name = f"invitations-{arrived():%Y-%m-%d-%H%M}.csv"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings
