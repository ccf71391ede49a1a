"""When a request arrived: the one moment by which everything in it is judged."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Flask, current_app, g


def init_app(app: Flask) -> None:
    """Note the arrival before anything else happens, waiting for a lock included."""
    app.extensions["clock"] = lambda: datetime.now(UTC)
    app.before_request(_note_arrival)


def arrived() -> datetime:
    """Return the moment this request arrived, in UTC."""
    moment: datetime = g.arrived
    return moment


def _note_arrival() -> None:
    g.arrived = current_app.extensions["clock"]()
