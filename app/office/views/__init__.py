"""The chamber staff's pages: desk, people, enrolments, lists, organisations."""

from app.office.blueprint import blueprint
from app.office.views import (
    accounts,
    desk,
    enrolments,
    invitations,
    organisations,
    people,
    people_import,
    people_import_enrolments,
)

__all__ = [
    "accounts",
    "blueprint",
    "desk",
    "enrolments",
    "invitations",
    "organisations",
    "people",
    "people_import",
    "people_import_enrolments",
]
