"""Mail about accounts, in the language of who reads it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import current_app
from flask_babel import force_locale

from app.web.words import gettext as _
from config import Settings


@dataclass(frozen=True, slots=True)
class Letter:
    """Subject and body of a mail; the body's only addresses are of this site."""

    subject: str
    body: str


def confirmation(path: str, locale: str) -> Letter:
    """Ask to confirm the address of a new account."""
    with _in(locale) as site:
        return Letter(
            _("Confirm your account at %(site)s", site=site.site_name),
            _(
                "Somebody registered at %(site)s with this address. If it was you, "
                "open this page within 24 hours and confirm:\n\n%(url)s\n\n"
                "If it was not you, do nothing: no account is made.\n",
                site=site.site_name,
                url=site.public_url + path,
            ),
        )


def already_registered(locale: str) -> Letter:
    """Tell who has an account that somebody registered with the address."""
    with _in(locale) as site:
        return Letter(
            _("You have an account at %(site)s", site=site.site_name),
            _(
                "Somebody registered at %(site)s with this address, which has an "
                "account already. Nothing was changed. If it was you, sign in here:\n\n"
                "%(url)s/sign-in\n\nIf you do not know your password any more:\n\n"
                "%(url)s/password-reset\n",
                site=site.site_name,
                url=site.public_url,
            ),
        )


def reset(path: str, locale: str) -> Letter:
    """Send the link for a new password."""
    with _in(locale) as site:
        return Letter(
            _("A new password for %(site)s", site=site.site_name),
            _(
                "Somebody asked for a new password for your account at %(site)s. If it "
                "was you, open this page within 60 minutes:\n\n%(url)s\n\n"
                "If it was not you, do nothing: your password stays as it is.\n",
                site=site.site_name,
                url=site.public_url + path,
            ),
        )


def invitation(path: str, locale: str) -> Letter:
    """Invite somebody for whom staff made an account."""
    with _in(locale) as site:
        return Letter(
            _("Your account at %(site)s", site=site.site_name),
            _(
                "%(issuer)s made an account for you at %(site)s. Open this page within "
                "14 days and choose a password:\n\n%(url)s\n",
                issuer=site.issuer,
                site=site.site_name,
                url=site.public_url + path,
            ),
        )


def new_address(path: str, locale: str) -> Letter:
    """Ask to confirm that an address is to be used from now on."""
    with _in(locale) as site:
        return Letter(
            _("Confirm your new address for %(site)s", site=site.site_name),
            _(
                "Open this page within 24 hours to use this address for your account "
                "at %(site)s:\n\n%(url)s\n\nIf you did not ask for this, do nothing.\n",
                site=site.site_name,
                url=site.public_url + path,
            ),
        )


def address_changes(locale: str) -> Letter:
    """Tell the present address that another one was asked for."""
    with _in(locale) as site:
        return Letter(
            _("Your address at %(site)s is being changed", site=site.site_name),
            _(
                "Somebody who knows your password asked to use another address for "
                "your account at %(site)s. If it was not you, change your password at "
                "once:\n\n%(url)s/account/password\n",
                site=site.site_name,
                url=site.public_url,
            ),
        )


def password_changed(locale: str) -> Letter:
    """Tell that the password is another one now."""
    with _in(locale) as site:
        return Letter(
            _("Your password at %(site)s was changed", site=site.site_name),
            _(
                "The password of your account at %(site)s was changed just now. If it "
                "was not you, ask for a new one and tell us:\n\n"
                "%(url)s/password-reset\n",
                site=site.site_name,
                url=site.public_url,
            ),
        )


@contextmanager
def _in(locale: str) -> Iterator[Settings]:
    """Translate into `locale`, and lend the settings that letters speak of."""
    settings: Settings = current_app.config["SETTINGS"]
    with force_locale(locale):
        yield settings
