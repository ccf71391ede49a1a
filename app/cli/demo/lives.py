"""The learners of the demo: who they are, and how far each is in which course."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter
from random import Random
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.accounts import person_changes
from app.accounts.models import Person
from app.cli.demo import calendar, founding
from app.cli.demo.calendar import Ending
from app.cli.demo.endings import Scene, told
from app.cli.demo.founding import Founded, Passwords
from app.cli.demo.names import people
from app.cli.demo.stories import Act, Doing, Story
from app.content.course import Course

SEED: Final = 2026
LEARNERS: Final = 53  # beside the one whose password is told
# How the stories of learners end, in turn; None: not in this course.
ENDINGS: Final = (
    *(Ending.CERTIFIED, Ending.MIDDLE, None, Ending.READING, Ending.COMPLETED),
    *(Ending.JOINED, None, Ending.CERTIFIED, Ending.STUCK, Ending.MIDDLE),
    *(Ending.WITHDRAWN, Ending.ATTEMPTING, None, Ending.CERTIFIED, Ending.HELPED),
    *(Ending.READING, Ending.TIMED_OUT, None, Ending.REVOKED, Ending.MIDDLE, None),
)
APART: Final = 8  # places in ENDINGS between two courses of one learner
KACPERS: Final = (Ending.ATTEMPTING, Ending.CERTIFIED)
INVITED_EVERY: Final = 13  # one of so many was invited and has not come yet
DEACTIVATED: Final = 30  # the number of one whose account was shut


@dataclass(frozen=True)
class Life:
    """A learner: who, in which firm, and how far in which courses."""

    who: tuple[str, str]
    firm: UUID
    paths: tuple[tuple[Course, Ending], ...]
    invited: bool = False
    deactivated: bool = False


def lives(founded: Founded, courses: Sequence[Course]) -> Iterator[Life]:
    """Yield the learners; the first one is whom the demo can be looked at as."""
    mine = zip(courses, KACPERS, strict=False)
    yield Life(founding.KACPER, founded.firms[0], tuple(mine))
    for number, who in enumerate(people(Random(SEED), LEARNERS)):  # noqa: S311 - names
        invited = number % INVITED_EVERY == INVITED_EVERY - 1
        yield Life(
            who,
            founded.firms[number % len(founded.firms)],
            tuple(_paths(number, courses, invited=invited)),
            invited,
            number == DEACTIVATED,
        )


def _paths(
    number: int, courses: Sequence[Course], *, invited: bool
) -> Iterator[tuple[Course, Ending]]:
    for place, course in enumerate(courses):
        ending = ENDINGS[(number + APART * place) % len(ENDINGS)]
        if ending is not None:
            # Who has not signed in yet can only have been enrolled.
            yield course, Ending.JOINED if invited else ending


@dataclass(frozen=True)
class Teller:
    """Tells lives: what people do in courses, and what is done with their accounts."""

    scene: Scene
    founded: Founded
    passwords: Passwords

    def told(self, life: Life) -> Iterator[Act]:
        """Yield all acts of a life up to now."""
        for act in self._told(life):
            if act.at > self.scene.now:
                break
            yield act

    def _told(self, life: Life) -> Iterator[Act]:
        rng = Random(f"{SEED} {' '.join(life.who)}")  # noqa: S311 - no secret
        spans = [calendar.span(rng, ending, self.scene.now) for _, ending in life.paths]
        first = min((begin for begin, _ in spans), default=self.scene.now)
        made: list[Person] = []

        def arrive(session: Session, at: datetime) -> None:
            made.append(self._arrive(session, life, at))

        yield Act(first - timedelta(hours=rng.randrange(2, 40)), arrive)
        stories = [
            told(self._story(life, course, made[0], span), ending, self.scene)
            for (course, ending), span in zip(life.paths, spans, strict=True)
        ]
        last = first
        for act in heapq.merge(*stories, key=attrgetter("at")):
            last = act.at
            yield act
        if life.deactivated:
            yield Act(last + timedelta(days=1), self._deactivator(made[0].id))

    def _arrive(self, session: Session, life: Life, at: datetime) -> Person:
        if life.invited:
            return founding.invite(session, life.who, life.firm, self.founded, at)
        return founding.arrive(
            session, life.who, life.firm, self.founded, self.passwords, at
        )

    def _story(
        self,
        life: Life,
        course: Course,
        person: Person,
        span: tuple[datetime, datetime],
    ) -> Story:
        rng = Random(f"{SEED} {person.email} {course.id}")  # noqa: S311 - no secret
        zone = ZoneInfo(self.scene.issuer.zone)
        days = calendar.evenings(rng, *span, len(course.order) + 3, zone)
        return Story(course, person, life.firm, rng, days)

    def _deactivator(self, person_id: UUID) -> Doing:
        def deactivate(session: Session, at: datetime) -> None:
            person_changes.deactivate(
                session, self.founded.scope, person_id, by=self.founded.halina, now=at
            )

        return deactivate
