"""The staff's desk: how things stand, and the ways to the work."""

from __future__ import annotations

from flask import render_template

from app.extensions import db
from app.office.blueprint import blueprint
from app.office.figures import figures
from app.publishing.courses import GALLERY, current_digest
from app.web.access import Audience, audience
from app.web.clock import arrived
from app.web.identity import viewer


@blueprint.get("/office")
@audience(Audience.STAFF)
def desk() -> str:
    """Show the key figures of the viewer's organisations."""
    return render_template(
        "office/desk.html",
        figures=figures(db.session, viewer().scope, arrived()),
        gallery=GALLERY if current_digest(db.session, GALLERY) else None,
    )
