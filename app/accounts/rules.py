"""Decisions about accounts: what is accepted, who may handle whom, who is forgotten."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final, Protocol

SHORTEST: Final = 12  # characters of a learner's password
SHORTEST_STAFF: Final = 15
LONGEST_BYTES: Final = 1024
LONGEST_EMAIL: Final = 254
# From the top of the tree down: each stands below one before it.
KINDS: Final = ("region", "chamber", "guild", "firm")

_EMAIL = re.compile(r"[^@\s\x00-\x1f\x7f<>(),;:\\\"\[\]]{1,64}@([^@\s\x00-\x1f\x7f]+)")
_LABEL = re.compile(r"(?!-)[\w-]{1,63}(?<!-)")


class Purpose(StrEnum):
    """What a one-time link is for."""

    FIRST_STAFF = "first-staff"
    RESET = "password-reset"
    INVITATION = "invitation"
    EMAIL_CHANGE = "email-change"
    REGISTRATION = "registration"


LASTING: Final = {
    Purpose.FIRST_STAFF: timedelta(days=14),
    Purpose.RESET: timedelta(minutes=60),
    Purpose.INVITATION: timedelta(days=14),
    Purpose.EMAIL_CHANGE: timedelta(hours=24),
    Purpose.REGISTRATION: timedelta(hours=24),
}

# What people write for a letter, and letters without their marks.
_PLAIN = str.maketrans("0134578@$!ł", "oieastbasil")


class Covering(Protocol):
    """What rules need of a scope."""

    def covers(self, path: str | None) -> bool:
        """Whether an organisation at `path` lies inside; None is no organisation."""


class Refused(Exception):
    """Something is not possible as things are; `code` stands in messages.REFUSALS."""

    def __init__(self, code: str) -> None:
        """Say why by a code."""
        super().__init__(code)
        self.code = code


class OutOfScope(LookupError):
    """There is no such thing for this viewer, who shall not learn whether there is."""


# ------------------------------------------------------------------------- addresses


def tidy_email(text: str) -> str:
    """Return an address as it is kept and compared: composed, small letters."""
    return unicodedata.normalize("NFKC", text).strip().lower()


def is_email(text: str) -> bool:
    """Tell whether a tidied text can be an address; only mail proves that it is one."""
    found = _EMAIL.fullmatch(text) if len(text) <= LONGEST_EMAIL else None
    if found is None or text.startswith(".") or ".." in text or ".@" in text:
        return False
    labels = found.group(1).split(".")
    return len(labels) > 1 and all(_LABEL.fullmatch(label) for label in labels)


# ------------------------------------------------------------------------- passwords


def shortest(*, staff: bool) -> int:
    """Return how many characters a password needs."""
    return SHORTEST_STAFF if staff else SHORTEST


def is_too_short(password: str, *, staff: bool) -> bool:
    """Tell whether a password has fewer characters than this person needs."""
    return len(unicodedata.normalize("NFKC", password)) < shortest(staff=staff)


def weakness(
    password: str, *, staff: bool, common: Collection[str], known: Iterable[str] = ()
) -> str | None:
    """Return a code of messages.WEAKNESSES, or None for a password that is accepted.

    `common` are words guessed first, in small letters; `known` are names and the
    address of the person. Nothing is asked of its composition; the time taken grows
    with the length alone, and the longest is 1,024 bytes.
    """
    if len(password.encode(errors="replace")) > LONGEST_BYTES:
        return "too-long"
    if is_too_short(password, staff=staff):
        return "too-short-staff" if staff else "too-short"
    if _is_monotonous(password):
        return "monotonous"
    core = _repeated(_core(password))
    if core in common:
        return "common"
    if core and core in {_core(word) for word in known}:
        return "known"
    return None


def words_about(given_name: str, family_name: str, email: str) -> list[str]:
    """Return what somebody who knows a person would try first as their password."""
    local = email.partition("@")[0]
    both = given_name + family_name
    return [given_name, family_name, both, family_name + given_name, email, local]


def _is_monotonous(password: str) -> bool:
    """Tell whether it has three different characters or goes by steps, like 1234."""
    if len(set(password)) <= 3:
        return True
    steps = [ord(b) - ord(a) for a, b in pairwise(password)]
    even = sum(1 for step in steps if abs(step) <= 1)
    return even >= 0.8 * len(steps)


def _core(word: str) -> str:
    """Return the letters between leading and trailing digits and signs, plain, small.

    "1P@ssw0rd2026!" gives "password".
    """
    text = word.casefold()
    begin, end = 0, len(text)
    while begin < end and not text[begin].isalpha():
        begin += 1
    while end > begin and not text[end - 1].isalpha():
        end -= 1
    plain = unicodedata.normalize("NFKD", text[begin:end].translate(_PLAIN))
    return "".join(letter for letter in plain if letter.isalnum())


def _repeated(core: str) -> str:
    """Return what a text repeats ("haslohaslo" gives "haslo"), else the text."""
    place = (core + core).find(core, 1)
    return core[:place]


# ------------------------------------------------------------- organisations and roles


def may_stand_below(kind: str, above: str) -> bool:
    """Tell whether an organisation of one kind may stand below one of another."""
    return KINDS.index(above) < KINDS.index(kind)


def may_handle(
    scope: Covering, organisation: str | None, grants: Iterable[str]
) -> bool:
    """Tell whether staff with `scope` may change somebody's account.

    `organisation` is the path of where the person belongs, `grants` are the paths for
    which the person holds roles. Whoever holds a role outside is not theirs to handle,
    or staff of a guild could reset the password of the chamber's staff.
    """
    return scope.covers(organisation) and all(scope.covers(path) for path in grants)


# --------------------------------------------------------------------------- erasure


@dataclass(frozen=True, slots=True)
class ErasureDecision:
    """What becomes of the wish to be forgotten: `code` of messages.ERASURE."""

    done: bool
    code: str
    keep_until: datetime | None = None


def decide_erasure(
    evidence_until: Iterable[datetime | None], *, holds_role: bool, now: datetime
) -> ErasureDecision:
    """Decide from until when rooms must keep evidence, None for none.

    Evidence of funded training is kept by law (RODO, article 17(3)(b)); a role is given
    back first, so that acts of staff keep their author.
    """
    if holds_role:
        return ErasureDecision(done=False, code="holds-role")
    latest = max((until for until in evidence_until if until), default=None)
    if latest is not None and latest > now:
        return ErasureDecision(done=False, code="evidence", keep_until=latest)
    return ErasureDecision(done=True, code="done")
