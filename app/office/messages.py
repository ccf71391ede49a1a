"""What this room has to say, as codes and English message ids; the edge translates."""

from __future__ import annotations

from typing import Final

from app.accounts.messages import REFUSALS as ACCOUNT_REFUSALS
from app.questions.messages import N_

# By the code of a `lists.Unreadable`: nothing of the list could be read.
UNREADABLE: Final = {
    "empty": N_("The list is empty. Paste it, or choose a file."),
    "both": N_("Paste the list or choose a file, not both."),
    "workbook": N_(
        "This is a workbook, not a list. In Excel or Calc choose “Save as” and CSV."
    ),
    "not-text": N_("This file is no text. Save the list as CSV and try again."),
    "too-long": N_("The list is too long. Send at most %(lines)s lines at a time."),
    "columns": N_(
        "The first line names columns, but the column “%(missing)s” is not among them. "
        "Known are: family name, given name, e-mail, organisation."
    ),
    "column-twice": N_("The first line names the column “%(column)s” twice."),
}

# By the code of a `lists.Problem`: one line cannot be used.
PROBLEMS: Final = {
    "quotes": N_("A quotation mark is opened and not closed, or the other way round."),
    "fields": N_(
        "%(found)s columns where 3 or 4 are wanted: family name, given name, e-mail, "
        "organisation."
    ),
    "family-name": N_("The family name is missing."),
    "given-name": N_("The given name is missing."),
    "name-long": N_("The name is longer than %(most)s letters."),
    "email": N_("“%(email)s” is no e-mail address."),
    "no-email": N_("The e-mail address is missing."),
    "email-twice": N_("The same e-mail address stands in line %(other)s."),
    "organisation": N_("No organisation of yours is called “%(name)s”."),
    "organisation-near": N_(
        "No organisation of yours is called “%(name)s”. Did you mean “%(meant)s”?"
    ),
    "organisation-several": N_(
        "Several organisations are called “%(name)s”. Leave the column empty here and "
        "choose the organisation below the list."
    ),
    "organisation-wanted": N_("Say to which organisation this new person belongs."),
    "organisation-closed": N_("The organisation “%(name)s” is closed."),
    "elsewhere": N_(
        "This address has an account outside your organisations. Ask the staff of the "
        "chamber to enrol this person."
    ),
    "deactivated": N_("This account is deactivated. Reactivate it first."),
}

COLUMNS: Final = {
    "family_name": N_("Family name"),
    "given_name": N_("Given name"),
    "email": N_("E-mail"),
    "organisation": N_("Organisation"),
}

# By the code that `rules.needless` returns.
NEEDLESS: Final = {
    "nothing": N_("Give at least one more try or one more minute, or tick a box."),
    "tries": N_("This quiz can be tried any number of times already."),
    "minutes": N_("This quiz has no time limit."),
    "anytime": N_("This quiz has no dates: it is always open."),
    "no_wait": N_("In this quiz nobody waits between two tries."),
}

# By the code of a `rules.Refused` of accounts, which this room raises too.
REFUSALS: Final = {
    **ACCOUNT_REFUSALS,
    "name-taken": N_("There is an organisation of this name in the same place."),
    "has-password": N_(
        "This person has chosen a password already. Make a link for a new one instead."
    ),
    "course-closed": N_("This course is no longer on offer."),
    "enrolment-closed": N_("This enrolment is closed already."),
}
