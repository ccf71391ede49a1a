"""An attempt against a model of it in memory: whatever a learner does, in any order."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
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
from app.learning import enrolments, results
from app.learning.models import Result
from app.quizzes import attempts, rescoring, responses, rules, submissions
from app.quizzes.models import Attempt, Judgement, Response
from app.quizzes.responses import Entry, Verdict
from app.quizzes.rules import Saved
from tests.factories import NOW, make_allowance, make_judgement
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

    def __init__(self, began, limit=LIMIT):
        self.due, self.ended = began + limit, None
        self.answers = {"q1": [], "q2": []}
        self.changed = {}  # marks that were given anew after the end

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

    @property
    def points(self):
        return None if self.ended is None else sum(map(self.mark, self.answers))

    def mark(self, question_id):
        answer = self.last(question_id)
        worth = WORTH[answer["choices"][0]] if answer else 0
        return self.changed.get(question_id, worth)


class Exam(RuleBasedStateMachine):
    """Tries at an exam of half an hour; the database is given by the test."""

    room: Room

    def __init__(self):
        super().__init__()
        self.now, self.made, self.stored = NOW, [], []
        self.tries, self.minutes = 1, 0

    @initialize()
    def join(self):
        self.me = Room(self.room.database, enrolled(self.room.database, new_key()))

    @property
    def model(self):
        return self.made[-1]

    @property
    def attempt(self):
        return self.stored[-1]

    def under_way(self):
        return bool(self.made) and self.model.ended is None

    def is_over(self):
        return self.now > self.model.due

    def may_begin(self):
        """An exam that was passed is not taken again."""
        passed = any(one.points == 2 * POINT for one in self.made)
        return len(self.made) < self.tries and not passed

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
        if self.made and self.is_over():
            self.model.end(self.model.due)
        if not self.under_way() and self.may_begin():
            limit = LIMIT + timedelta(minutes=self.minutes)
            self.made.append(Modelled(self.now, limit))
            self.stored.append(attempt)
        if self.under_way():
            assert (attempt.id, attempt.number) == (self.attempt.id, len(self.made))
            assert attempt.due_at == self.model.due
        else:
            assert attempt is None

    @rule(tries=st.integers(0, 1), minutes=st.sampled_from([0, 15]))
    def allow_more(self, tries, minutes):
        """Personal tries and minutes; an attempt under way keeps its time."""
        with self.me.database.writing() as session:
            enrolment = enrolments.find(session, self.me.place.enrolment_id)
            make_allowance(session, enrolment, "egzamin", tries=tries, minutes=minutes)
        self.tries += tries
        self.minutes += minutes

    @precondition(lambda self: self.made)
    @rule(question=QUESTIONS, answer=ANSWERS, key=KEYS)
    def answer(self, question, answer, key):
        with self.me.database.writing() as session:
            held = attempts.locked(session, self.attempt.learner, self.attempt.id)
            late = held.submitted_at is not None or rules.is_over(held.due_at, self.now)
            state = Saved.LATE if late else Saved.SAVED
            entry = Entry(question, answer, key, state)
            responses.append(session, attempts.owner(held), entry, self.now)
        self.model.give(
            question, answer, key, late=self.is_over() or not self.under_way()
        )

    @precondition(lambda self: self.under_way() and not self.is_over())
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
        due = self.model.due
        by = submissions.RULE if self.now > due else submissions.LEARNER
        self.me.finish(self.attempt, now=min(self.now, due), by=by)
        self.model.end(min(self.now, due))

    @rule()
    def close_what_is_over(self):
        with self.me.database.writing() as session:
            submissions.close_overdue(session, self.me.courses.__getitem__, self.now)
        if self.under_way() and self.now > self.model.due + submissions.GRACE:
            self.model.end(self.model.due)

    @precondition(lambda self: self.made and not self.under_way())
    @rule(question=QUESTIONS, mark=st.sampled_from([0, POINT // 2, POINT]))
    def mark_anew(self, question, mark):
        """Let another judgement supersede the one in force, then score again."""
        given = self.me.latest(self.attempt).get(question)
        if given is None:
            return
        with self.me.database.writing() as session:
            held = attempts.locked(session, self.attempt.learner, self.attempt.id)
            of_id = sa.select(Response).where(Response.id == given.id)
            response = session.scalars(of_id).one()
            of_response = sa.select(Judgement).where(Judgement.response_id == given.id)
            kept = session.scalars(of_response).all()
            superseded = {one.supersedes for one in kept}
            (last,) = (one.id for one in kept if one.id not in superseded)
            make_judgement(session, response, mark=mark, supersedes=last, at=self.now)
            session.flush()
            rescoring.rescore(
                session, held, revision=COURSE, current=COURSE, now=self.now
            )
        self.model.changed[question] = mark

    @invariant()
    def the_answers_are_those_of_the_model(self):
        for attempt, model in zip(self.stored, self.made, strict=True):
            latest = self.me.latest(attempt)
            history = self.me.history(attempt)
            for question_id, taken in model.answers.items():
                given = latest.get(question_id)
                kept = [one for one in history if one.question_id == question_id]
                assert (given.answer if given else {}) == model.last(question_id)
                assert [one.sequence for one in kept] == list(range(1, len(taken) + 1))
                assert [one.answer for one in kept] == [
                    answer for _, answer, _ in taken
                ]

    @invariant()
    def the_score_is_that_of_the_model(self):
        for attempt, model in zip(self.stored, self.made, strict=True):
            found = self.me.found(attempt)
            assert (found.submitted_at, found.points) == (model.ended, model.points)
            results_of = [
                one.points
                for one in sorted(self.me.rows(Result), key=lambda one: one.sequence)
                if one.source == str(attempt.id)
            ]
            assert bool(results_of) == (model.ended is not None)
            assert not results_of or results_of[-1] == model.points

    @invariant()
    def the_stored_score_is_the_recomputed_one(self):
        for attempt in self.stored:
            found = self.me.found(attempt)
            if found.submitted_at is not None:
                with self.me.database.reading() as session:
                    score = rescoring.score(session, found, COURSE)
                assert (found.points, found.maximum) == (score.points, score.maximum)

    @invariant()
    def the_cache_is_what_the_records_say(self):
        with self.me.database.reading() as session:
            assert not list(results.differences(session, self.me.courses.__getitem__))


def test_an_attempt_is_what_its_model_says(room):
    """The pages keep a test database for all examples; each is a learner of its own."""

    class Here(Exam):
        pass

    Here.room = room
    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=15,
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
