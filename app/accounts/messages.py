"""What this room has to say, as codes and English message ids; the edge translates."""

from __future__ import annotations

from typing import Final

from app.questions.messages import N_

# By the code of a `rules.Refused`.
REFUSALS: Final = {
    "kind-below": N_("An organisation of this kind cannot stand there."),
    "one-top": N_("There is one organisation at the top already."),
    "top-stays": N_("The organisation at the top can be neither moved nor closed."),
    "inside-itself": N_("An organisation cannot be moved into itself."),
    "closed-above": N_("The organisation above is closed."),
    "open-below": N_("Close or move the organisations below first."),
    "people-inside": N_("People still belong to it. Move them first."),
    "roles-inside": N_("Roles are still held for it. End them first."),
    "oneself": N_("You cannot do this to your own account."),
    "roles-outside": N_("This person holds a role outside your organisations."),
    "deactivated": N_("This account is deactivated."),
    "erased": N_("This account was erased."),
    "granted-already": N_("This person holds this role there already."),
    "last-staff": N_(
        "This is the last member of staff of the chamber; name another one first."
    ),
    "email-taken": N_("There is an account with this e-mail address already."),
    "no-email": N_("This account has no e-mail address."),
}

# By the code of `rules.weakness`.
WEAKNESSES: Final = {
    "too-short": N_("Take at least 12 characters: three or four words are easy."),
    "too-short-staff": N_(
        "Staff need at least 15 characters: four words are easy to keep in mind."
    ),
    "too-long": N_("This is longer than we can keep (1,024 bytes)."),
    "monotonous": N_("This is one of the first things somebody would guess."),
    "common": N_("Many people use this password, so it is guessed first."),
    "known": N_("This is your name or address; take something others do not know."),
}

# By the code of an `ErasureDecision`.
ERASURE: Final = {
    "done": N_("Your account was erased."),
    "evidence": N_(
        "The law asks us to keep proof of training for this long (RODO, article 17(3)"
        "(b)). We use it for nothing else, and your account is erased on that day."
    ),
    "holds-role": N_(
        "You hold a role. Ask the staff of your chamber to end it, then ask again."
    ),
}

ROLES: Final = {"staff": N_("Staff"), "trainer": N_("Trainer")}

KINDS: Final = {
    "region": N_("Region"),
    "chamber": N_("Chamber"),
    "guild": N_("Guild"),
    "firm": N_("Firm"),
}
