"""Somebody sits at a quiz: pages, what was sent, what is shown, the review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy.orm import Session

from app.classroom import outline, texts
from app.classroom.outline import Step
from app.content.conditions import Member
from app.content.course import Course, Quiz
from app.questions.base import FULL, BadResponse, Judgement, Question
from app.questions.score import Score
from app.quizzes import drawing, responses, rules
from app.quizzes.conditions import Criterion
from app.quizzes.models import Attempt
from app.quizzes.responses import Given
from app.quizzes.rules import Saved
from app.web.paging import page_number


@dataclass(frozen=True)
class Sitting:
    """An attempt with the revision it began with and the answers given so far."""

    attempt: Attempt
    course: Course
    criterion: Criterion
    given: Mapping[str, Given]

    @property
    def quiz(self) -> Quiz:
        """The quiz as it was when the attempt began."""
        return self.course.quizzes[self.attempt.activity_id]

    @cached_property
    def drawn(self) -> dict[str, Mapping[str, Any]]:
        """What was drawn of each question (see `drawing.drawn_form`), in that order."""
        return {one["id"]: one for one in self.attempt.form["questions"]}

    @cached_property
    def forms(self) -> dict[str, dict[str, Any]]:
        """The drawn form of each question, in drawn order."""
        return {name: one["form"] for name, one in self.drawn.items()}

    def weight(self, question: Question) -> int:
        """Return how many points a question weighs here."""
        return drawing.weight(question, self.drawn[question.id])

    @cached_property
    def pages(self) -> list[list[str]]:
        """Question ids, page by page."""
        return rules.pages(list(self.forms), self.criterion.per_page)

    @property
    def answered(self) -> int:
        """How many questions have an answer."""
        return self.answered_of(self.forms)

    def answered_of(self, question_ids: Iterable[str]) -> int:
        """How many of these questions have an answer."""
        return sum(self.has_answer(one) for one in question_ids)

    def has_answer(self, question_id: str) -> bool:
        """Whether a question has an answer that counts."""
        found = self.given.get(question_id)
        return found is not None and bool(found.answer)

    def is_final(self, question_id: str) -> bool:
        """Whether the answer was checked and cannot be changed any more."""
        found = self.given.get(question_id)
        return (
            self.criterion.final_at_once
            and found is not None
            and found.state == Saved.SUBMITTED
        )

    def is_locked(self, number: int) -> bool:
        """Whether a page was left for good, since there is no going back."""
        return not self.criterion.going_back and number < self.attempt.page

    def seen(self, number: int) -> str:
        """Return which responses a page shows, as the page sends it back."""
        page = self.pages[number - 1]
        shown = [self.given[one].sequence if one in self.given else 0 for one in page]
        return ".".join(map(str, shown))

    def page_number(self, text: str | None) -> int:
        """Return the page asked for; without a wish, the first one not answered.

        Where there is no going back, it is the one that was reached.
        """
        if not self.criterion.going_back:
            return min(self.attempt.page, len(self.pages))
        if text is None:
            return next(
                (
                    number
                    for number, page in enumerate(self.pages, 1)
                    if not all(self.has_answer(one) for one in page)
                ),
                1,
            )
        return min(page_number(text), len(self.pages))

    def over(self, at: datetime) -> bool:
        """Whether the time was up at this moment."""
        return rules.is_over(self.attempt.due_at, at)

    def seconds_left(self, at: datetime) -> int | None:
        """Return whole seconds until the attempt is due; None without a limit."""
        if self.attempt.due_at is None:
            return None
        return max(0, int((self.attempt.due_at - at).total_seconds()))


@dataclass
class Sent:
    """What a page sent: answers ({} where left blank), faults, what was checked.

    `key` and `page` are the page's own key and number; `seen` says which
    response to a question it showed, by sequence, 0 for none; None if it does not say.
    """

    key: str
    page: int
    checked: str | None = None
    seen: Mapping[str, int] | None = None
    answers: dict[str, dict[str, Any]] = field(default_factory=dict, repr=False)
    faults: dict[str, BadResponse] = field(default_factory=dict)


@dataclass(frozen=True)
class ShownQuestion:
    """A question on a page: its widget, and what came of it where that is shown."""

    question: Question
    number: int
    widget: Any
    judgement: Judgement | None
    explanation: str
    fault: BadResponse | None
    final: bool
    weight: int


@dataclass(frozen=True)
class Reviewed:
    """A question in the result; `judgement` holds only what may be told."""

    question: Question
    number: int
    widget: Any
    mark: int
    weight: int
    score: Score
    state: str
    judgement: Judgement | None
    explanation: str


def sitting(session: Session, attempt: Attempt, course: Course) -> Sitting:
    """Return an attempt with its answers. One statement."""
    given = responses.latest(session, attempt.learner, attempt.id)
    return Sitting(attempt, course, Criterion.from_json(attempt.criterion), given)


def shown(found: Sitting, number: int, sent: Sent | None) -> list[ShownQuestion]:
    """Return the questions of a page, with faults and entries if it was refused."""
    first = sum(len(page) for page in found.pages[: number - 1]) + 1
    return [
        _shown(found, question_id, place, sent)
        for place, question_id in enumerate(found.pages[number - 1], first)
    ]


def _shown(
    found: Sitting, question_id: str, number: int, sent: Sent | None
) -> ShownQuestion:
    form = found.forms[question_id]
    given = found.given.get(question_id)
    answer = given.answer or None if given else None
    question = texts.question(found.course, question_id).worded(form, answer)
    fault = sent.faults.get(question_id) if sent else None
    entries = fault.entered if fault and fault.entered else answer
    told, explanation = None, ""
    if given and answer and given.state == Saved.SUBMITTED and not fault:
        members = found.criterion.shows.during
        judgement = question.judge(answer, form)
        told = _told(members, judgement)
        # Who gave the right answer may see why it is right.
        if told and (judgement.mark >= FULL or "explanation" in members):
            explanation = question.explanation
    return ShownQuestion(
        question,
        number,
        question.widget(form, entries, told),
        told,
        explanation,
        fault,
        found.is_final(question_id),
        found.weight(question),
    )


def review(found: Sitting, *, last_word: bool) -> list[Reviewed]:
    """Return every question of a submitted attempt with what came of it.

    Right answers and explanations wait for the `last_word`, when no further try is
    open to which they would be the key.
    """
    members = found.criterion.told(last_word=last_word)
    return [
        _reviewed(found, question_id, number, members)
        for number, question_id in enumerate(found.forms, 1)
    ]


def _reviewed(
    found: Sitting, question_id: str, number: int, members: Sequence[Member]
) -> Reviewed:
    form = found.forms[question_id]
    given = found.given.get(question_id)
    answer = given.answer or None if given else None
    question = texts.question(found.course, question_id).worded(form, answer)
    judgement = question.judge(answer, form)
    # The stored mark counts; judging again only finds the words for it.
    mark = (given.mark or 0) if given else 0
    verdict = _told(members, judgement)
    return Reviewed(
        question,
        number,
        question.widget(form, answer, verdict),
        mark,
        found.weight(question),
        Score.of(mark, found.weight(question)),
        _state(question, answer, mark),
        verdict,
        question.explanation if "explanation" in members else "",
    )


def _told(members: Sequence[Member], judgement: Judgement) -> Judgement | None:
    """Return what may be said of an answer now: nothing, all, or a part of it."""
    if "mark" not in members:
        return None
    if "feedback" not in members:
        judgement = judgement.without_feedback()
    return judgement if "right-answer" in members else judgement.without_solution()


def _state(question: Question, answer: dict[str, Any] | None, mark: int) -> str:
    if not answer:
        return "blank"
    if question.marked_by == "nobody":
        return "noted"
    if mark <= 0:
        return "wrong"
    return "right" if mark >= FULL else "partial"


def step_after(found: Sitting) -> Step | None:
    """Return the activity after the quiz."""
    if found.attempt.activity_id not in found.course.quizzes:
        return None
    _before, after = found.course.neighbours(found.attempt.activity_id)
    return outline.step(found.course, after)
