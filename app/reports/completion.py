"""The completion report: one query for the screen, the files and the command line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Organisation, Person
from app.certificates.models import Certificate
from app.engines import stream
from app.learning.models import Completion, Enrolment, EnrolmentState
from app.publishing import courses
from app.web.identity import Scope

STATES: Final = ("all", "running", "completed", "withdrawn")
BATCH = 1000
_COLUMNS: Final[tuple[Any, ...]] = (
    Person.family_name,
    Person.given_name,
    Organisation.name.label("organisation"),
    Enrolment.course_id,
    Enrolment.opened_at,
    Enrolment.closed_at,
    EnrolmentState.done,
    EnrolmentState.total,
    EnrolmentState.points,
    EnrolmentState.maximum,
    Completion.at.label("completed_at"),
    Certificate.serial,
    Enrolment.id.label("enrolment_id"),
    Person.id.label("person_id"),
)
_FIRST, _LAST = date(1900, 1, 1), date(2999, 12, 31)
_KEYS: Final = {"enrolment_id", "person_id"}


@dataclass(frozen=True)
class Filters:
    """What narrows the report. Days are inclusive, in the installation's zone.

    `since` and `until` look at the day of enrolment, or of completion where `state`
    is completed. `organisation_id` includes everything below it.
    """

    course_id: str | None = None
    organisation_id: UUID | None = None
    since: date | None = None
    until: date | None = None
    state: str = "all"

    def to_json(self) -> dict[str, Any]:
        """Return what stands in the header of a JSON export."""
        return {
            name: None if value is None else str(value)
            for name, value in asdict(self).items()
        }


def count(session: Session, filters: Filters, scope: Scope, zone: str) -> int:
    """Return how many rows the report has."""
    query = _query(session, filters, scope, zone)
    # Counting needs the filters, not the columns.
    narrow = query.with_only_columns(Enrolment.id).order_by(None).subquery()
    return session.scalar(sa.select(sa.func.count()).select_from(narrow)) or 0


def page(
    session: Session,
    filters: Filters,
    scope: Scope,
    zone: str,
    *,
    number: int,
    size: int,
) -> list[Any]:
    """Return one page of rows. Two statements, three with an organisation."""
    query = _with_hours(session, _query(session, filters, scope, zone))
    return list(session.execute(query.limit(size).offset((number - 1) * size)))


def rows(
    session: Session, filters: Filters, scope: Scope, zone: str
) -> Iterator[sa.Row[Any]]:
    """Yield all rows, streamed: memory does not grow with their number.

    They lack the keys that only the screen needs, since those would be sorted along.
    The filters are read at once, so that the rows may be read after the request.
    """
    query = _query(session, filters, scope, zone)
    needed = [one for one in query.selected_columns if one.key not in _KEYS]
    query = _with_hours(session, query.with_only_columns(*needed))
    return stream(session, query, BATCH)


def _query(
    session: Session, filters: Filters, scope: Scope, zone: str
) -> sa.Select[Any]:
    return (
        sa.select(*_COLUMNS)
        .join(
            EnrolmentState,
            sa.and_(
                EnrolmentState.learner == Enrolment.learner,
                EnrolmentState.enrolment_id == Enrolment.id,
            ),
        )
        .outerjoin(Person, Person.learner == Enrolment.learner)
        .outerjoin(Organisation, Organisation.id == Enrolment.organisation_id)
        .outerjoin(
            Completion,
            sa.and_(
                Completion.learner == Enrolment.learner,
                Completion.enrolment_id == Enrolment.id,
            ),
        )
        .outerjoin(
            Certificate,
            sa.and_(
                Certificate.enrolment_id == Enrolment.id,
                Certificate.replaced_at.is_(None),
            ),
        )
        .where(*_conditions(session, filters, scope, zone))
        .order_by(Person.sort_key, Enrolment.course_id, Enrolment.id)
    )


def _with_hours(session: Session, query: sa.Select[Any]) -> sa.Select[Any]:
    """Add how many hours the completed revision had, where it is not as many as now.

    What was completed stays what it was; and most courses never change their hours.
    """
    other = courses.other_hours(session)
    then = sa.case(other, value=Completion.digest) if other else sa.null()
    return query.add_columns(then.label("hours_then"))


def _conditions(
    session: Session, filters: Filters, scope: Scope, zone: str
) -> Iterator[sa.ColumnElement[bool]]:
    if not scope.everyone:
        yield sa.or_(
            sa.false(), *(Organisation.path.startswith(path) for path in scope.paths)
        )
    if filters.course_id:
        yield Enrolment.course_id == filters.course_id
    if filters.organisation_id:
        path = session.scalar(
            sa.select(Organisation.path).where(
                Organisation.id == filters.organisation_id
            )
        )
        yield Organisation.path.startswith(path) if path else sa.false()
    yield from _in_state(filters.state)
    yield from _in_period(filters, zone)


def _in_state(state: str) -> Iterator[sa.ColumnElement[bool]]:
    if state == "running":
        yield Completion.at.is_(None)
        yield Enrolment.closed_at.is_(None)
    elif state == "completed":
        yield Completion.at.is_not(None)
    elif state == "withdrawn":
        yield Enrolment.closed_at.is_not(None)


def _in_period(filters: Filters, zone: str) -> Iterator[sa.ColumnElement[bool]]:
    moment: Any = Completion.at if filters.state == "completed" else Enrolment.opened_at
    # Days of which there is no midnight in every zone leave nothing out.
    if filters.since and filters.since > _FIRST:
        yield moment >= _midnight(filters.since, zone)
    if filters.until and filters.until < _LAST:
        yield moment < _midnight(filters.until + timedelta(days=1), zone)


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time.min, ZoneInfo(zone))
