"""The certificate pages: the name confirmed, the public proof, the PDF, revocation."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import force_locale
from werkzeug.wrappers import Response as BaseResponse

from app.accounts import confirmed_names, people
from app.accounts.rules import OutOfScope
from app.certificates import certificates, drawing
from app.certificates.certificates import Shown
from app.certificates.forms import NameForm, RevocationForm
from app.certificates.rules import Issuer, frozen
from app.content.course import Course
from app.extensions import db
from app.learning import enrolments, results
from app.learning.enrolments import Standing
from app.learning.results import Place
from app.publishing.library import library
from app.web import limits
from app.web.access import Audience, audience
from app.web.clock import arrived
from app.web.headers import no_store
from app.web.identity import known_learner, known_person, viewer
from app.web.locale import current_locale
from app.web.words import gettext as _
from config import Settings

blueprint = Blueprint("certificates", __name__)


@blueprint.route("/courses/<course_id>/certificate", methods=["GET", "POST"])
@audience(Audience.SIGNED_IN)
def certificate(course_id: str) -> BaseResponse | str:
    """Ask for the name to be printed; then issue the certificate, once."""
    course, standing = _earned(course_id)
    enrolment_id = standing.enrolment_id
    if enrolment_id is None or standing.completed_at is None:
        abort(409)
    issued = certificates.current(db.session, enrolment_id)
    if issued is not None:
        return _to_page(issued.serial)
    form = NameForm(data=_name_so_far())
    if not form.validate_on_submit() or not _is_printable(form):
        page = render_template(
            "certificates/certificate.html", course=course, form=form
        )
        return Response(page, status=422 if form.errors else 200)
    given_name, family_name = form.given_name.data or "", form.family_name.data or ""
    taken = _as_completed(course, enrolment_id)
    snapshot, valid_until = frozen(
        taken,
        standing.facts,
        _issuer(),
        completed_at=standing.completed_at,
        issued_at=arrived(),
        locale=current_locale(),
    )
    with db.writing() as session:
        issued = certificates.current(session, enrolment_id)
        if issued is not None:
            return _to_page(issued.serial)
        confirmed_names.confirm(
            session, known_person(), given_name, family_name, now=arrived()
        )
        serial = certificates.issue(
            session,
            Place(known_learner(), enrolment_id, taken),
            snapshot,
            given_name=given_name,
            family_name=family_name,
            valid_until=valid_until,
            by=known_person(),
            now=arrived(),
        )
    flash(_("Here is your certificate. Congratulations!"), "success")
    return _to_page(serial)


@blueprint.get("/certificates/<serial>")
@audience(Audience.ANYONE)
def verification(serial: str) -> Response:
    """Show to anyone who holds the serial what was certified, and if it is valid."""
    found = _by_serial(serial)
    page = render_template(
        "certificates/verification.html",
        shown=found,
        own=found.certificate.learner == viewer().learner,
        revocable=_in_scope(found),
        form=RevocationForm() if _in_scope(found) else None,
    )
    return _unlisted(Response(page))


@blueprint.get("/certificates/<serial>/certificate.pdf")
@audience(Audience.SIGNED_IN)
def pdf(serial: str) -> Response:
    """Send the certificate to its holder, or to the staff who answer for it."""
    found = _by_serial(serial)
    if found.name is None or not (
        found.certificate.learner == viewer().learner or _in_scope(found)
    ):
        abort(404)
    printed = _printed(found)
    with force_locale(found.snapshot.locale):
        labels = drawing.Labels.translated(_)
    document = drawing.draw(printed, labels=labels, at=found.certificate.issued_at)
    response = Response(document, mimetype="application/pdf")
    name = f"{found.certificate.course_id}-{found.serial[:8]}.pdf"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    no_store()
    return _unlisted(response)


@blueprint.post("/certificates/<serial>/revocation")
@audience(Audience.STAFF)
def revocation(serial: str) -> Response | BaseResponse:
    """Revoke a certificate, with a reason that is kept."""
    found = _by_serial(serial)
    if not _in_scope(found):
        abort(404)
    form = RevocationForm()
    if not form.validate_on_submit():
        page = render_template(
            "certificates/verification.html",
            shown=found,
            own=False,
            revocable=True,
            form=form,
        )
        return Response(page, status=422)
    with db.writing() as session:
        certificates.revoke(
            session,
            found.certificate,
            reason=form.reason.data or "",
            by=known_person(),
            now=arrived(),
        )
    flash(_("The certificate is revoked."), "success")
    return _to_page(serial)


def _earned(course_id: str) -> tuple[Course, Standing]:
    """Return a course that certifies and that the viewer takes; 404 for others."""
    standing = enrolments.standing(db.session, known_learner(), course_id)
    if standing is None or not standing.enrolled:
        abort(404)
    course = library().course(standing.digest)
    if course.certificate is None:
        abort(404)
    return course, standing


def _as_completed(course: Course, enrolment_id: UUID) -> Course:
    """Return the revision that was completed: its hours and contents are certified.

    Where it promised no certificate yet, the current one counts.
    """
    digest = results.completed_under(db.session, known_learner(), enrolment_id)
    completed = library().course(digest) if digest else course
    return completed if completed.certificate is not None else course


def _name_so_far() -> dict[str, str]:
    confirmed = confirmed_names.latest(db.session, known_person())
    if confirmed is not None:
        return {
            "given_name": confirmed.given_name,
            "family_name": confirmed.family_name,
        }
    return {"given_name": viewer().given_name, "family_name": viewer().family_name}


def _is_printable(form: NameForm) -> bool:
    for field in (form.given_name, form.family_name):
        bad = drawing.unprintable(field.data or "")
        if bad:
            message = _("This cannot be printed: %(characters)s", characters=bad)
            field.errors = [*field.errors, message]
            return False
    return True


def _issuer() -> Issuer:
    settings: Settings = current_app.config["SETTINGS"]
    return Issuer(settings.issuer, settings.issuer_place, settings.time_zone)


def _by_serial(serial: str) -> Shown:
    """Return a certificate; whoever tries serials is soon made to wait."""
    address = request.remote_addr or "-"
    now = arrived()
    if limits.reached(db.session, limits.VERIFICATION, address, now=now):
        abort(429)
    found = certificates.by_serial(db.session, serial, now)
    if found is None:
        with db.writing() as session:
            limits.count(session, limits.VERIFICATION, address, now=now)
        abort(404)
    return found


def _in_scope(found: Shown) -> bool:
    if not viewer().is_staff:
        return False
    try:
        people.find_learner(db.session, viewer().scope, found.certificate.learner)
    except OutOfScope:
        return False
    return True


def _printed(found: Shown) -> drawing.PrintedCertificate:
    settings: Settings = current_app.config["SETTINGS"]
    name, facts = found.name, found.snapshot
    if name is None:
        abort(404)
    path = url_for("certificates.verification", serial=found.serial)
    return drawing.PrintedCertificate(
        serial=found.serial,
        given_name=name.given_name,
        family_name=name.family_name,
        course_title=facts.course_title,
        course_language=facts.course_language,
        level=facts.level,
        hours=facts.hours,
        issued_on=_day(facts.issued_on),
        completed_on=_day(facts.completed_on),
        valid_until=_day(facts.valid_until) if facts.valid_until else None,
        results=facts.results,
        contents=facts.contents,
        issuer=facts.issuer,
        place=facts.place,
        locale=facts.locale,
        verification_url=f"{settings.public_url}{path}",
        revision=found.certificate.digest[:12],
    )


_day = date.fromisoformat


def _unlisted(response: Response) -> Response:
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _to_page(serial: str) -> BaseResponse:
    return redirect(url_for("certificates.verification", serial=serial), code=303)
