"""What a list of people would do: decided line by line before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import organisations, people
from app.accounts.organisations import Branch
from app.accounts.people import PersonLine
from app.content.nearest import nearest
from app.learning import bulk_enrolments
from app.office.lists import Entry, Problem
from app.web.identity import Scope


class Deed(StrEnum):
    """What becomes of a line."""

    INVITE = "invite"  # an account is made, invited and enrolled
    ENROL = "enrol"  # somebody known is enrolled
    NOTHING = "nothing"  # is enrolled already


@dataclass(frozen=True, slots=True)
class Step:
    """A line and what it does; `person` is None for somebody who is new.

    The organisation is where a new person will belong, or where a known one does.
    """

    entry: Entry
    deed: Deed
    person: PersonLine | None
    organisation_id: UUID | None
    organisation: str


@dataclass(frozen=True)
class Plan:
    """All steps of a list, and the lines for which there is none."""

    steps: tuple[Step, ...]
    problems: tuple[Problem, ...]

    def of(self, deed: Deed) -> list[Step]:
        """Return the steps of one kind."""
        return [step for step in self.steps if step.deed is deed]


def plan(
    session: Session,
    scope: Scope,
    entries: Sequence[Entry],
    course_id: str,
    default_id: UUID | None,
) -> Plan:
    """Decide what each entry does. Some statements for each 500 entries.

    `default_id` is where new people belong whose line names no organisation. What is
    outside the scope becomes a problem, whatever stands in the list.
    """
    known = people.by_emails(session, [entry.email for entry in entries])
    seen = [line.learner for line in known.values()]
    taking = bulk_enrolments.open_among(session, seen, course_id)
    places = _Places(session, scope, default_id)
    steps: list[Step] = []
    problems: list[Problem] = []
    for entry in entries:
        person = known.get(entry.email)
        if person is None:
            found = places.step_of(entry)
        else:
            found = _step_of_known(scope, entry, person, taking)
        if isinstance(found, Step):
            steps.append(found)
        else:
            problems.append(found)
    return Plan(tuple(steps), tuple(problems))


def _step_of_known(
    scope: Scope, entry: Entry, person: PersonLine, taking: Iterable[UUID]
) -> Step | Problem:
    if not scope.covers(person.path):
        return Problem(entry.line, "elsewhere")
    if person.deactivated_at is not None:
        return Problem(entry.line, "deactivated")
    deed = Deed.NOTHING if person.learner in taking else Deed.ENROL
    return Step(entry, deed, person, person.organisation_id, person.organisation or "")


def _step_of_new(entry: Entry, place: Branch | None) -> Step:
    if place is None:
        return Step(entry, Deed.INVITE, None, None, "")
    return Step(entry, Deed.INVITE, None, place.id, place.name)


class _Places:
    """The organisations that a list may name, found by the name in any case."""

    def __init__(self, session: Session, scope: Scope, default_id: UUID | None) -> None:
        self._named: dict[str, list[Branch]] = {}
        self._open: dict[UUID, Branch] = {}
        for branch in organisations.tree(session, scope, closed=True):
            self._named.setdefault(branch.name.casefold(), []).append(branch)
            if branch.closed_at is None:
                self._open[branch.id] = branch
        self._default_id = default_id
        self._may_be_nowhere = scope.everyone
        self._meant: dict[str, str | None] = {}

    def step_of(self, entry: Entry) -> Step | Problem:
        """Return the step for somebody new."""
        if not entry.organisation:
            return self._by_default(entry)
        named = self._named.get(entry.organisation.casefold(), [])
        still = [branch for branch in named if branch.closed_at is None]
        if len(still) == 1:
            return _step_of_new(entry, still[0])
        return self._problem(entry, closed=bool(named) and not still, many=bool(still))

    def _by_default(self, entry: Entry) -> Step | Problem:
        """Let somebody new belong to the organisation chosen for the whole list.

        To none only where the staff may look after people without organisation;
        else the account would be out of their sight as soon as it is made.
        """
        if self._default_id in self._open:
            return _step_of_new(entry, self._open[self._default_id])
        if self._default_id is None and self._may_be_nowhere:
            return _step_of_new(entry, None)
        return Problem(entry.line, "organisation-wanted")

    def _problem(self, entry: Entry, *, closed: bool, many: bool) -> Problem:
        params: Mapping[str, str] = {"name": entry.organisation[:100]}
        if closed or many:
            code = "organisation-closed" if closed else "organisation-several"
            return Problem(entry.line, code, params)
        meant = self._nearest(entry.organisation)
        if meant is None:
            return Problem(entry.line, "organisation", params)
        return Problem(entry.line, "organisation-near", {**params, "meant": meant})

    def _nearest(self, name: str) -> str | None:
        # A slip is copied down a whole column, and comparing takes time.
        if name not in self._meant:
            self._meant[name] = nearest(name, [one.name for one in self._open.values()])
        return self._meant[name]
