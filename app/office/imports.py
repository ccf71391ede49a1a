"""A list of people carried out: some lines at a time, so that learners hardly wait."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import bulk_invitations, people
from app.accounts.bulk_registrations import Newcomer, Registered, register_all
from app.audit.events import record_all
from app.learning.bulk_enrolments import Joined, enrol_all
from app.office.lists import Entry, Problem
from app.office.plans import Deed, Plan, Step, plan
from app.web.identity import Scope

# Lines in one transaction: some 30 ms of writing on a small machine.
BATCH: Final = 100


@dataclass(frozen=True)
class Order:
    """What staff want done with a list; `locale` is the language of new accounts."""

    course: Joined
    default_id: UUID | None
    locale: str


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody with the path of their invitation, to be handed over or mailed."""

    given_name: str
    family_name: str
    email: str
    locale: str
    path: str


@dataclass(frozen=True)
class Outcome:
    """What became of some lines; `skipped` are those that were no longer possible."""

    invited: int = 0
    enrolled: int = 0
    already: int = 0
    skipped: tuple[Problem, ...] = ()
    invitations: tuple[Invited, ...] = field(default=(), repr=False)

    @property
    def lines(self) -> int:
        """How many lines these were."""
        return self.invited + self.enrolled + self.already + len(self.skipped)

    def and_then(self, other: Outcome) -> Outcome:
        """Return both together; invitations are not collected."""
        return Outcome(
            self.invited + other.invited,
            self.enrolled + other.enrolled,
            self.already + other.already,
            self.skipped + other.skipped,
        )


def batches(entries: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    """Yield the entries in turns, each for one transaction."""
    for start in range(0, len(entries), BATCH):
        yield entries[start : start + BATCH]


def carry_out(  # noqa: PLR0913 - whose list, what for, by whom and when
    session: Session,
    scope: Scope,
    entries: Sequence[Entry],
    order: Order,
    *,
    invite: bool,
    by: UUID,
    now: datetime,
) -> Outcome:
    """Do what one batch of a list asks for, decided anew as things are now.

    Doing it twice changes nothing more. With `invite`, new people get invitations.
    Raises IntegrityError when somebody else wrote the same; then it is tried again.
    """
    todo = plan(session, scope, entries, order.course.course_id, order.default_id)
    made = register_all(session, _newcomers(todo, order.locale), by=by, now=now)
    opened = enrol_all(session, _joining(todo, made), order.course, by=by, now=now)
    subjects = [("enrolment", key) for key in opened.values()]
    course = order.course.course_id
    record_all(session, "enrolled", subjects, by=by, now=now, course=course)
    invitations: tuple[Invited, ...] = ()
    if invite and made:
        keys = [one.person_id for one in made.values()]
        paths = bulk_invitations.invite_all(session, keys, by=by, now=now)
        invitations = tuple(
            _invited(step.entry, order.locale, paths[made[step.entry.email].person_id])
            for step in todo.of(Deed.INVITE)
        )
    return Outcome(
        invited=len(made),
        enrolled=len(opened) - len(made),
        already=len(todo.steps) - len(opened),
        skipped=todo.problems,
        invitations=invitations,
    )


def invite_again(
    session: Session,
    scope: Scope,
    entries: Sequence[Entry],
    *,
    by: UUID,
    now: datetime,
) -> Sequence[Invited]:
    """Return new invitations for those of a batch who never set a password.

    Earlier invitations stop working, so that a link is in one file alone.
    """
    known = people.by_emails(session, [entry.email for entry in entries])
    lines = {one.id: one for one in known.values() if scope.covers(one.path)}
    waiting = bulk_invitations.still_to_come(session, lines)
    wanted = [key for key in lines if key in waiting]
    bulk_invitations.end_all(session, wanted)
    paths = bulk_invitations.invite_all(session, wanted, by=by, now=now)
    return [
        Invited(line.given_name, line.family_name, line.email or "", line.locale, path)
        for key, path in paths.items()
        for line in [lines[key]]
    ]


def _newcomers(todo: Plan, locale: str) -> list[Newcomer]:
    return [
        Newcomer(
            step.entry.given_name,
            step.entry.family_name,
            step.entry.email,
            locale,
            step.organisation_id,
        )
        for step in todo.of(Deed.INVITE)
    ]


def _joining(todo: Plan, made: Mapping[str, Registered]) -> Mapping[UUID, UUID | None]:
    return {
        _learner(step, made): step.organisation_id
        for step in todo.steps
        if step.deed is not Deed.NOTHING
    }


def _learner(step: Step, made: Mapping[str, Registered]) -> UUID:
    if step.person is None:
        return made[step.entry.email].learner
    return step.person.learner


def _invited(entry: Entry, locale: str, path: str) -> Invited:
    return Invited(entry.given_name, entry.family_name, entry.email, locale, path)
