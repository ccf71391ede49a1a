"""A change that staff ask for by one button: done and said, or refused and said why."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.accounts.rules import Refused
from app.extensions import db
from app.office.messages import REFUSALS
from app.web.words import gettext as _


def words_of(refused: Refused) -> str:
    """Return why something is refused, in the reader's language."""
    return _(REFUSALS[refused.code])


def changed(change: Callable[[Session], object], done: str) -> bool:
    """Commit `change` and flash `done`, or flash why not; return whether it happened.

    What is out of scope goes on as rules.OutOfScope, which is a 404.
    """
    why_not = refusal_of(change)
    flash(why_not or done, "warning" if why_not else "success")
    return why_not is None


def refusal_of(change: Callable[[Session], object]) -> str | None:
    """Commit `change` and return None, or return why it is refused."""
    try:
        with db.writing() as session:
            change(session)
    except Refused as refused:
        return words_of(refused)
    except IntegrityError:
        # Somebody else wrote the same at the same moment, and was first.
        return _("Things changed in the meantime. Look again.")
    return None
