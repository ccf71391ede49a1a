"""What is known about oneself: the notice, everything held in one file, erasure."""

from __future__ import annotations

import flask
from flask import current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts import erasure as erasures
from app.accounts import notices, people, personal_data
from app.accounts.blueprint import blueprint
from app.accounts.forms import BareForm, ErasureForm
from app.accounts.messages import ERASURE
from app.accounts.rules import ErasureDecision
from app.accounts.views.entry import proves
from app.extensions import db
from app.web.access import Audience, audience
from app.web.addresses import local_path
from app.web.clock import arrived
from app.web.headers import no_store
from app.web.identity import known_person, take_cookie_back
from app.web.locale import current_locale, local
from app.web.words import gettext as _


@blueprint.get("/privacy")
@audience(Audience.ANYONE)
def privacy() -> str:
    """Show the information notice to anyone."""
    return render_template("accounts/privacy.html", version=notices.VERSION)


@blueprint.route("/account/notice", methods=["GET", "POST"])
@audience(Audience.SIGNED_IN)
def notice() -> Response:
    """Show the notice once to who has not seen this version of it."""
    form = BareForm()
    onward = local_path(request.values.get("next"), url_for("classroom.desk"))
    if not form.validate_on_submit():
        page = render_template(
            "accounts/notice.html", form=form, next=onward, version=notices.VERSION
        )
        return Response(page, mimetype="text/html")
    with db.writing() as session:
        notices.note(session, known_person(), current_locale(), arrived())
    return redirect(onward, 303)


@blueprint.route("/account/export", methods=["GET", "POST"])
@audience(Audience.SIGNED_IN)
def export() -> Response:
    """Give everything held about the viewer as one file."""
    no_store()
    form = BareForm()
    if not form.validate_on_submit():
        page = render_template("accounts/export.html", form=form)
        return Response(page, 422 if form.errors else 200, mimetype="text/html")
    person = people.get(db.session, known_person())
    held = personal_data.collect(
        db.session, person, current_app.extensions[personal_data.EXTENSION]
    )
    readme = render_template("accounts/export_readme.txt", person=person)
    day = local(arrived()).date().isoformat()
    return Response(
        personal_data.archive(held, readme),
        mimetype="application/zip",
        headers={"Content-Disposition": f'attachment; filename="czeladnik-{day}.zip"'},
    )


@blueprint.route("/account/erasure", methods=["GET", "POST"])
@audience(Audience.SIGNED_IN)
def erasure() -> Response:
    """Erase the account, or say why not and until when."""
    no_store()
    person = people.get(db.session, known_person())
    evidence = current_app.extensions[erasures.EVIDENCE]
    form = ErasureForm()
    if not form.validate_on_submit() or not proves(form):
        foreseen = erasures.decide(db.session, person, evidence, arrived())
        page = render_template(
            "accounts/erasure.html",
            form=form,
            decision=foreseen,
            reason=_(ERASURE[foreseen.code]),
        )
        return Response(page, 422 if form.errors else 200, mimetype="text/html")
    with db.writing() as session:
        decision = erasures.ask(
            session,
            people.hold(session, person.id),
            evidence,
            current_app.extensions[erasures.ERASERS],
            arrived(),
        )
    return _goodbye() if decision.done else _refused(decision)


def _refused(decision: ErasureDecision) -> Response:
    page = render_template(
        "accounts/erasure_refused.html",
        decision=decision,
        reason=_(ERASURE[decision.code]),
    )
    return Response(page, 409, mimetype="text/html")


def _goodbye() -> Response:
    flask.session.clear()
    done = ERASURE["done"]
    flash(_(done), "success")
    response = redirect(url_for("classroom.catalogue"), 303)
    take_cookie_back(response)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
