"""Forms about certificates: the name to print, the reason to revoke."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from app.accounts.names import tidy

_SHORT = _("Write the reason in a few words (5 to 500 characters).")


def _tidied(text: str | None) -> str:
    return tidy(text or "")


def _storable(text: str | None) -> str:
    return (text or "").replace("\0", "").strip()


class NameForm(FlaskForm):  # type: ignore[misc] # Flask-WTF ships no types
    """The name as it will be printed; it cannot be changed afterwards."""

    given_name = StringField(
        _("Given name"),
        [DataRequired(_("Write your given name.")), Length(max=100)],
        filters=[_tidied],
    )
    family_name = StringField(
        _("Family name"),
        [DataRequired(_("Write your family name.")), Length(max=100)],
        filters=[_tidied],
    )


class RevocationForm(FlaskForm):  # type: ignore[misc] # Flask-WTF ships no types
    """Why a certificate is no longer valid; kept, and not shown to the public."""

    reason = TextAreaField(
        _("Reason"),
        [DataRequired(_SHORT), Length(min=5, max=500, message=_SHORT)],
        filters=[_storable],
    )
