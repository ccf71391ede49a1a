"""How the stories of the demo end: under way, stuck and helped, certified, left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import confirmed_names
from app.certificates import certificates
from app.certificates.rules import Issuer, frozen
from app.cli.demo.calendar import Ending
from app.cli.demo.stories import GOOD, POOR, Act, Story
from app.content.course import Course, Quiz
from app.db import new_key
from app.learning import allowances, enrolments, results
from app.learning.allowances import Extra
from app.publishing.library import Library
from app.quizzes import submissions

# What staff and learners give as their reasons.
WHY_ANOTHER_TRY: Final = "Awaria prądu w zakładzie w czasie ostatniego podejścia"
WHY_REVOKED: Final = "Zaświadczenie wydano na nazwisko sprzed zmiany"
WHY_LEFT: Final = ("Zmiana zakładu pracy", "Brak czasu w sezonie", "")


@dataclass(frozen=True)
class Scene:
    """What stories share: who helps and issues, what is published, what time it is."""

    staff: UUID
    issuer: Issuer
    library: Library
    now: datetime


def told(story: Story, ending: Ending, scene: Scene) -> Iterator[Act]:
    """Yield everything from joining the course to the ending."""
    order = story.course.order
    yield from story.join()
    match ending:
        case Ending.READING:
            lessons = _before_first_quiz(story.course)
            yield from story.go_through(lessons[: story.rng.randint(1, len(order))])
        case Ending.MIDDLE:
            yield from _half(story)
        case Ending.WITHDRAWN:
            yield from _half(story)
            yield Act(next(story.days), partial(_leave, story))
        case Ending.ATTEMPTING:
            yield from _attempting(story, scene)
        case Ending.STUCK | Ending.HELPED:
            yield from _stuck(story, scene, helped=ending is Ending.HELPED)
        case Ending.TIMED_OUT:
            yield from _timed_out(story, scene)
        case Ending.COMPLETED | Ending.CERTIFIED | Ending.REVOKED:
            yield from story.go_through(order)
            yield from _certified(story, scene, ending)


def _half(story: Story) -> Iterator[Act]:
    """Go about half of the way: something is done, and something is left."""
    order = story.course.order
    many = round(len(order) * story.rng.uniform(0.3, 0.8))
    yield from story.go_through(order[: min(max(1, many), len(order) - 1)])


def _before_first_quiz(course: Course) -> tuple[str, ...]:
    first = next((one for one in course.order if one in course.quizzes), None)
    return course.order if first is None else _before(course, first)


def _before(course: Course, activity_id: str) -> tuple[str, ...]:
    return course.order[: course.order.index(activity_id)]


def _first(course: Course, *, timed: bool) -> Quiz | None:
    """Return the first quiz that can be failed for good, with or without a limit."""
    quizzes = [course.quizzes[one] for one in course.order if one in course.quizzes]
    return next(
        (one for one in quizzes if one.tries and (one.time_limit is not None) is timed),
        None,
    )


def _attempting(story: Story, scene: Scene) -> Iterator[Act]:
    """Be in the middle of a quiz: the first page is answered, since some hours."""
    quiz = _first(story.course, timed=False)
    if quiz is None:
        yield from _half(story)
        return
    yield from story.go_through(_before(story.course, quiz.id))
    at = scene.now - timedelta(minutes=story.rng.randrange(30, 300))
    yield from story.begin(quiz, GOOD, 1, max(at, next(story.days)))


def _stuck(story: Story, scene: Scene, *, helped: bool) -> Iterator[Act]:
    """Fail every try at a quiz; with help, pass it in the end."""
    quiz = _first(story.course, timed=False)
    if quiz is None or quiz.tries is None:
        yield from _half(story)
        return
    yield from story.go_through(_before(story.course, quiz.id))
    for _try in range(quiz.tries):
        yield from story.take(quiz, POOR)
    if helped:
        yield Act(next(story.days), partial(_allow, story, scene, quiz))
        yield from story.take(quiz, GOOD)


def _timed_out(story: Story, scene: Scene) -> Iterator[Act]:
    """Answer one page of an exam and let its time run out."""
    quiz = _first(story.course, timed=True)
    if quiz is None:
        yield from _half(story)
        return
    yield from story.go_through(_before(story.course, quiz.id))
    yield from story.begin(quiz, GOOD, 1, next(story.days))
    due = story.attempt.due_at if story.attempt else None
    if due is not None:
        yield Act(due + timedelta(seconds=10), partial(_close, scene))


def _certified(story: Story, scene: Scene, ending: Ending) -> Iterator[Act]:
    if ending is not Ending.COMPLETED and story.course.certificate is not None:
        yield Act(next(story.days), partial(_certify, story, scene))
    if ending is Ending.REVOKED:
        yield Act(next(story.days), partial(_revoke, story, scene))


def _leave(story: Story, session: Session, at: datetime) -> None:
    place, who = story.place, story.person.id
    why = story.rng.choice(WHY_LEFT)
    enrolments.withdraw(
        session, place.learner, place.enrolment_id, by=who, reason=why, now=at
    )


def _allow(
    story: Story, scene: Scene, quiz: Quiz, session: Session, at: datetime
) -> None:
    enrolment = enrolments.find(session, story.place.enrolment_id)
    extra = Extra(quiz.id, tries=1, minutes=0, reason=WHY_ANOTHER_TRY)
    if enrolment is not None:
        allowances.give(
            session, enrolment, extra, key=new_key(), by=scene.staff, now=at
        )


def _close(scene: Scene, session: Session, at: datetime) -> None:
    submissions.close_overdue(session, scene.library.course, at)


def _certify(story: Story, scene: Scene, session: Session, at: datetime) -> None:
    place, person = story.place, story.person
    done = results.completion_of(session, place.learner, place.enrolment_id)
    if done is None:
        return
    facts = results.facts_of(session, place.learner, place.enrolment_id, place.course)
    snapshot, until = frozen(
        story.course, facts, scene.issuer, completed_at=done, issued_at=at, locale="pl"
    )
    given, family = person.given_name, person.family_name
    confirmed_names.confirm(session, person.id, given, family, now=at)
    certificates.issue(
        session,
        place,
        snapshot,
        given_name=given,
        family_name=family,
        valid_until=until,
        by=person.id,
        now=at,
    )


def _revoke(story: Story, scene: Scene, session: Session, at: datetime) -> None:
    certificate = certificates.current(session, story.place.enrolment_id)
    if certificate is not None:
        certificates.revoke(
            session, certificate, reason=WHY_REVOKED, by=scene.staff, now=at
        )
