"""A list carried out turn by turn: told, patient, and leaving room for learners."""

from __future__ import annotations

import threading

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, OperationalError

from app.accounts.models import Person
from app.engines import Busy
from app.learning.bulk_enrolments import Joined
from app.learning.models import Enrolment
from app.office import imports
from app.office.imports import Order, Outcome
from app.office.lists import Entry
from app.office.turns import LINES_TOLD, collected, turns
from app.web.identity import Scope
from tests.factories import NOW, make_course
from tests.races import together

ENTRIES = [Entry(n, "Nowak", "Jan", f"jan{n}@example.pl") for n in range(1, 1001)]


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    """Pause for no longer than a waiting thread needs."""
    monkeypatch.setattr("app.office.turns.PAUSE_SECONDS", 0.001)


def test_each_entry_is_carried_out_once_and_told_now_and_then():
    seen = []

    told = list(turns(ENTRIES, lambda batch: _note(seen, batch)))

    assert seen == ENTRIES
    assert len(told) <= LINES_TOLD
    assert [one.last for one in told] == [False] * (len(told) - 1) + [True]
    assert told[-1].outcome.lines == told[-1].total == 1000
    assert sorted({one.outcome.lines for one in told}) == [
        one.outcome.lines for one in told
    ]


def test_nothing_to_do_is_done_at_once():
    (told,) = turns([], lambda batch: _note([], batch))

    assert told.last
    assert not told.stopped


@pytest.mark.parametrize("trouble", [Busy(), IntegrityError("", {}, Exception())])
def test_who_was_faster_is_waited_for(trouble):
    seen, troubles = [], [trouble, trouble]

    def work(batch):
        if troubles:
            raise troubles.pop()
        return _note(seen, batch)

    assert not list(turns(ENTRIES, work))[-1].stopped
    assert seen == ENTRIES


@pytest.mark.parametrize("trouble", [Busy(), OperationalError("", {}, Exception())])
def test_what_stays_broken_is_told_with_what_was_done(trouble):
    seen = []

    def work(batch):
        if len(seen) == 300:
            raise trouble
        return _note(seen, batch)

    last = list(turns(ENTRIES, work))[-1]

    assert (last.last, last.stopped, last.outcome.lines) == (True, True, 300)


def test_what_batches_give_is_collected_or_nothing_is():
    assert collected(ENTRIES, list) == ENTRIES

    def broken(_batch):
        raise Busy

    assert collected(ENTRIES, broken) is None


def test_an_answer_gets_in_between_two_batches(database, cast):
    """Whoever waits for the lock is not kept waiting until the list is done."""
    with database.writing() as session:
        make_course(session)
    order, answered = [], threading.Event()

    def answer():
        with database.writing() as session:
            session.execute(sa.update(Person).values(locale="de"))
        order.append("answer")
        answered.set()

    waiting = threading.Thread(target=answer)

    def work(batch):
        outcome = _carry_out(
            database, cast, batch, waiting.start if not order else None
        )
        order.append("batch")
        if len(order) == 1:
            assert answered.wait(10)
        return outcome

    for turn in turns(ENTRIES[:300], work):
        last = turn
    waiting.join()

    assert last.outcome.invited == 300
    assert order.index("answer") < 2


def test_two_staff_sending_the_same_list_at_once_make_everybody_once(database, cast):
    with database.writing() as session:
        make_course(session)

    def send():
        *_before, last = turns(
            ENTRIES[:300], lambda batch: _carry_out(database, cast, batch)
        )
        return last.outcome

    one, other = together([send, send])

    assert one.invited + other.invited == 300
    assert one.already + other.already == 300
    with database.reading() as session:
        for table, number in ((Person, 305), (Enrolment, 300)):
            count = session.scalar(sa.select(sa.func.count()).select_from(table))
            assert count == number


def _carry_out(database, cast, batch, meanwhile=None):
    with database.writing() as session:
        if meanwhile is not None:
            meanwhile()
        return imports.carry_out(
            session,
            Scope(everyone=True),
            batch,
            Order(Joined("prawo-pracy", "0" * 64, 8), None, "pl"),
            invite=False,
            by=cast.clara.id,
            now=NOW,
        )


def _note(seen, batch):
    seen.extend(batch)
    return Outcome(enrolled=len(batch))
