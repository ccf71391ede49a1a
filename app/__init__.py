"""Czeladnik, a course engine for chambers of crafts. Here the parts are joined."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from app.jobs.loop import Job
    from config import Settings


def create_app(settings: Settings) -> Flask:
    """Return the application for `settings`; nothing is opened or published yet."""
    # Imports stand here so that the pure rooms (questions, content) load no Flask.
    from werkzeug.middleware.proxy_fix import ProxyFix

    from app.web.application import Application

    app = Application("app", static_folder=None)
    app.config.from_mapping(_flask_settings(settings))
    if settings.proxies:
        hops = settings.proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign] # Flask documents this
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=0, x_prefix=0
        )
    _join_web(app)
    _join_subjects(app)
    return app


def background_work(app: Flask) -> tuple[Job, ...]:
    """Return what is done beside answering requests, and how often."""
    from app.accounts import erasure, links, sessions
    from app.audit.sealing import seal_new
    from app.jobs.loop import Job, in_one_write
    from app.keeping import erasures
    from app.learning.publications import Settler
    from app.mail import outbox
    from app.quizzes.closing import Closer
    from app.web import limits

    course_of = app.extensions["library"].course
    return (
        Job("close attempts", 10, Closer(course_of)),
        Job("settle enrolments", 60, Settler(course_of)),
        Job("seal events", 10, seal_new),
        Job("keep erasures", 10, erasures.keeper(app)),
        Job("deliver mail", 10, outbox.deliver),
        Job("forget mail", 3600, in_one_write(outbox.forget_old)),
        Job("forget people", 3600, erasure.carrier_out(app)),
        Job("forget links", 3600, in_one_write(links.forget_old)),
        Job("forget sessions", 3600, in_one_write(sessions.forget_old)),
        Job("forget tries", 3600, in_one_write(limits.forget_old)),
    )


def _flask_settings(settings: Settings) -> dict[str, object]:
    prefix = "__Host-" if settings.https else ""
    return {
        "SETTINGS": settings,
        "SECRET_KEY": settings.secret_key,
        "SESSION_COOKIE_NAME": f"{prefix}visit",
        "SESSION_COOKIE_SECURE": settings.https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_REFRESH_EACH_REQUEST": False,
        "TRUSTED_HOSTS": [settings.host.rpartition(":")[0] or settings.host],
        "MAX_CONTENT_LENGTH": 2 * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 1024 * 1024,
        "MAX_FORM_PARTS": 2000,
        # A form lives as long as its session, never an hour only.
        "WTF_CSRF_TIME_LIMIT": None,
    }


def _join_web(app: Flask) -> None:
    from app.accounts import sessions
    from app.engines import Database
    from app.extensions import csrf, db
    from app.web import (
        access,
        assets,
        clock,
        errors,
        headers,
        identity,
        locale,
        log,
        templating,
        views,
        visits,
    )

    settings: Settings = app.config["SETTINGS"]
    clock.init_app(app)
    log.init_app(app)
    visits.init_app(app)
    db.init_app(app, Database(settings.database_url, settings.data_dir / "write.lock"))
    identity.init_app(app, sessions.viewer_of)
    locale.init_app(app)
    headers.init_app(app)
    errors.init_app(app)
    csrf.init_app(app)
    templating.init_app(app)
    access.init_app(app)
    assets.init_app(app)
    app.register_blueprint(views.blueprint)


def _join_subjects(app: Flask) -> None:
    from app.accounts import views as accounts
    from app.certificates import own_data as certificates_own_data
    from app.certificates import views as certificates
    from app.classroom import views as classroom
    from app.learning import own_data as learning_own_data
    from app.office import views as office
    from app.publishing import library
    from app.quizzes import own_data as quizzes_own_data
    from app.reports import views as reports

    accounts.init_app(app)
    library.init_app(app)
    for held in (learning_own_data, quizzes_own_data, certificates_own_data):
        held.init_app(app)
    for room in (accounts, certificates, classroom, office, reports):
        app.register_blueprint(room.blueprint)
