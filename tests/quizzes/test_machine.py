"""An attempt against a model of it in memory: whatever a learner does, in any order."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from app.db import new_key
from app.learning import results
from app.learning.models import Result
from app.quizzes import attempts, responses, rules, submissions
from app.quizzes.models import Attempt
from app.quizzes.responses import Entry, Verdict
from app.quizzes.rules import Saved
from tests.factories import NOW
from tests.quizzes.conftest import COURSE, Room, enrolled
from tests.values import RIGHT, WRONG

POINT = 1_000_000
WORTH = {"a": POINT, "b": 0, "c": 0}
QUESTIONS = st.sampled_from(["q1", "q2"])
ANSWERS = st.sampled_from([RIGHT, WRONG, {"choices": ["c"]}, {}])
KEYS = st.sampled_from([number * 32 for number in "123"])
LIMIT = timedelta(minutes=30)


class Modelled:
    """An attempt as one would explain it: answers in their order, and an end."""

    def __init__(self, began):
        self.began, self.ended, self.points = began, None, None
        self.answers = {"q1": [], "q2": []}

    def last(self, question_id):
        counting = [
            answer for _key, answer, late in self.answers[question_id] if not late
        ]
        return counting[-1] if counting else {}

    def give(self, question_id, answer, key, *, late):
        of_key = [one for one in self.answers[question_id] if one[0] == key]
        if not of_key or of_key[-1][1] != answer:
            self.answers[question_id].append((key, answer, late))

    def end(self, at):
        if self.ended is None:
            self.ended = at
            self.points = sum(
                WORTH[self.last(one)["choices"][0]]
                for one in self.answers
                if self.last(one)
            )


class Exam(RuleBasedStateMachine):
    """Two tries at an exam of half an hour; the database is given by the test."""

    room: Room

    def __init__(self):
        super().__init__()
        self.now, self.made = NOW, []

    @initialize()
    def join(self):
        self.me = Room(self.room.database, enrolled(self.room.database, new_key()))

    @property
    def model(self):
        return self.made[-1]

    def under_way(self):
        return bool(self.made) and self.model.ended is None

    @rule(minutes=st.sampled_from([1, 10, 29, 31]))
    def wait(self, minutes):
        self.now += timedelta(minutes=minutes)

    @rule()
    def start(self):
        quiz = COURSE.quizzes["egzamin"]
        with self.me.database.writing() as session:
            submissions.close_if_over(
                session, self.me.place, quiz, self.me.courses.__getitem__, self.now
            )
            attempt = attempts.begin(session, self.me.place, quiz, self.now)
        if self.made and self.now > self.model.began + LIMIT:
            self.model.end(self.model.began + LIMIT)
        if not self.made:
            self.made.append(Modelled(self.now))
        if self.model.ended is None:
            self.attempt = attempt
            assert attempt.number == len(self.made)
        else:
            assert attempt is None

    @precondition(lambda self: self.made)
    @rule(question=QUESTIONS, answer=ANSWERS, key=KEYS)
    def answer(self, question, answer, key):
        with self.me.database.writing() as session:
            held = attempts.locked(session, self.attempt.learner, self.attempt.id)
            late = held.submitted_at is not None or rules.is_over(held.due_at, self.now)
            state = Saved.LATE if late else Saved.SAVED
            entry = Entry(question, answer, key, state)
            responses.append(session, attempts.owner(held), entry, self.now)
        over = self.now > self.model.began + LIMIT
        self.model.give(
            question, answer, key, late=over or self.model.ended is not None
        )

    @precondition(
        lambda self: self.under_way() and self.now <= self.model.began + LIMIT
    )
    @rule(question=QUESTIONS)
    def check(self, question):
        """Let the last answer be judged at once, as practice does."""
        answer = self.model.last(question)
        if not answer:
            return
        key = new_key().hex
        judgement = COURSE.questions[question].judge(answer, {})
        with self.me.database.writing() as session:
            held = attempts.locked(session, self.attempt.learner, self.attempt.id)
            verdict = Verdict(judgement.mark, judgement.rule)
            entry = Entry(question, answer, key, Saved.SUBMITTED, verdict)
            responses.append(session, attempts.owner(held), entry, self.now)
        self.model.give(question, answer, key, late=False)

    @precondition(lambda self: self.made)
    @rule()
    def finish(self):
        due = self.model.began + LIMIT
        by = submissions.RULE if self.now > due else submissions.LEARNER
        self.me.finish(self.attempt, now=min(self.now, due), by=by)
        self.model.end(min(self.now, due))

    @rule()
    def close_what_is_over(self):
        with self.me.database.writing() as session:
            submissions.close_overdue(session, self.me.courses.__getitem__, self.now)
        if self.under_way() and self.now > self.model.began + LIMIT:
            self.model.end(self.model.began + LIMIT)

    @invariant()
    def the_answers_are_those_of_the_model(self):
        if not self.made:
            return
        latest = self.me.latest(self.attempt)
        for question_id, taken in self.model.answers.items():
            given = latest.get(question_id)
            assert (given.answer if given else {}) == self.model.last(question_id)
            history = [
                one
                for one in self.me.history(self.attempt)
                if one.question_id == question_id
            ]
            assert [one.sequence for one in history] == list(range(1, len(taken) + 1))
            assert [one.answer for one in history] == [answer for _, answer, _ in taken]

    @invariant()
    def the_score_is_that_of_the_model(self):
        if not self.made:
            return
        found = self.me.found(self.attempt)
        assert found.submitted_at == self.model.ended
        assert found.points == self.model.points
        mine = [
            one for one in self.me.rows(Result) if one.learner == self.attempt.learner
        ]
        assert len(mine) == (self.model.ended is not None)

    @invariant()
    def the_cache_is_what_the_records_say(self):
        if self.made:
            with self.me.database.reading() as session:
                assert not list(
                    results.differences(session, self.me.courses.__getitem__)
                )


def test_an_attempt_is_what_its_model_says(room):
    """The pages keep a test database for all examples; each is a learner of its own."""

    class Here(Exam):
        pass

    Here.room = room
    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=12,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert room.rows(Attempt)


@pytest.mark.parametrize("late", [True, False])
def test_the_model_itself_knows_what_is_late(late):
    model = Modelled(NOW)

    model.give("q1", RIGHT, "1", late=late)

    assert model.last("q1") == ({} if late else RIGHT)
