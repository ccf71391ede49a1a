"""The chain of events: sealed in order, and no change to it goes unseen."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

from app.audit import events
from app.audit.models import Event, Seal
from app.audit.sealing import seal_new
from app.db import key_before, new_key
from tests.factories import NOW, make_event
from tests.web import statements


@dataclass
class Chain:
    database: object
    settings: object
    ids: list = field(default_factory=list)

    def add(self, count=1, **facts):
        with self.database.writing() as session:
            for _event in range(count):
                self.ids.append(make_event(session, **facts).id)

    def seal(self):
        return seal_new(self.database, self.settings, NOW)

    def faults(self):
        with self.database.reading() as session:
            return list(events.broken(session))

    def change(self, statement):
        """Change a row as somebody with the database in hand would."""
        with self.database.writing() as session:
            if not self.database.sqlite:
                session.execute(sa.text("SET LOCAL session_replication_role = replica"))
            session.execute(statement)

    def delete(self, statement):
        """Delete a row, foreign keys or not."""
        engine = self.database.writing_engine
        with engine.connect() as connection:
            raw = connection.connection.driver_connection
            if self.database.sqlite:
                raw.execute("PRAGMA foreign_keys=OFF")
            else:
                connection.execute(sa.text("SET session_replication_role = replica"))
            connection.execute(statement)
            connection.commit()
        engine.dispose()


@pytest.fixture
def chain(database, settings):
    return Chain(database, settings)


@pytest.fixture
def sealed(chain):
    """Return a chain of five sealed events."""
    chain.add(5, detail={"course": "kurs", "number": 3, "list": [1, 2.5, None]})
    assert chain.seal() == 5
    return chain


def test_sealing_takes_every_event_once(sealed):
    assert sealed.seal() == 0
    sealed.add()
    assert sealed.seal() == 1
    assert sealed.faults() == []


def test_nothing_is_written_when_there_is_nothing_to_seal(sealed):
    with statements(sealed.database) as seen:
        sealed.seal()

    assert all(one.startswith("SELECT") for one in seen)


def test_an_empty_chain_is_whole(chain):
    assert chain.seal() == 0
    assert chain.faults() == []


def test_more_events_than_one_batch_are_sealed_in_short_turns(chain, monkeypatch):
    monkeypatch.setattr(events, "BATCH", 4)
    chain.add(11)

    assert chain.seal() == 11
    assert chain.faults() == []


def test_an_event_recorded_is_read_back_as_it_was_sealed(chain):
    """Numbers, letters and times come back from both databases as they went in."""
    local = datetime(
        2026, 11, 23, 10, 0, 0, 123456, tzinfo=timezone(timedelta(hours=1))
    )
    with chain.database.writing() as session:
        events.record(
            session,
            "granted",
            ("person", new_key()),
            by=new_key(),
            now=local,
            role="staff",
            name="ł\u00a0„”",
            share=0.1,
            big=2**53 + 1,
            none=None,
        )
    chain.seal()

    assert chain.faults() == []
    with chain.database.reading() as session:
        assert session.scalars(sa.select(Event.at)).one() == local.astimezone(UTC)


@pytest.mark.parametrize(
    "change",
    [
        {"action": "revoked"},
        {"actor": new_key()},
        {"subject_kind": "course"},
        {"subject_id": "x"},
        {"at": NOW + timedelta(seconds=1)},
        {"detail": {"course": "kurs", "number": 4, "list": [1, 2.5, None]}},
        {"detail": {}},
    ],
    ids=lambda change: next(iter(change)),
)
def test_an_edited_event_is_found_and_named(sealed, change):
    edited = sealed.ids[2]

    sealed.change(sa.update(Event).where(Event.id == edited).values(**change))

    assert sealed.faults() == [f"event {edited} at seal 3 was changed"]


def test_an_edited_seal_is_found(sealed):
    sealed.change(sa.update(Seal).where(Seal.position == 2).values(seal="0" * 64))

    assert any("seal 2" in one for one in sealed.faults())


def test_a_removed_event_is_found(sealed):
    sealed.delete(sa.delete(Event).where(Event.id == sealed.ids[1]))

    assert "the event of seal 2 is missing" in sealed.faults()


def test_an_event_removed_together_with_its_seal_is_found(sealed):
    sealed.delete(sa.delete(Seal).where(Seal.position == 3))
    sealed.delete(sa.delete(Event).where(Event.id == sealed.ids[2]))

    assert "seal 3 is missing" in sealed.faults()


def test_the_beginning_cannot_be_cut_off(sealed):
    sealed.delete(sa.delete(Seal).where(Seal.position == 1))

    assert "seal 1 is missing" in sealed.faults()


def test_two_events_that_changed_places_are_found(sealed):
    first, second = sealed.ids[1], sealed.ids[2]
    swap = sa.update(Seal)
    for old, new in ((2, -2), (3, 2), (-2, 3)):
        sealed.change(swap.where(Seal.position == old).values(position=new))

    faults = sealed.faults()

    assert any(str(first) in one for one in faults)
    assert any(str(second) in one for one in faults)


def test_an_event_that_came_late_with_an_earlier_key_is_sealed_after_the_others(chain):
    """Another process may commit later what it began before."""
    early = new_key()
    chain.add(2)
    chain.seal()
    chain.add(id=early)

    assert chain.seal() == 1

    assert chain.faults() == []
    with chain.database.reading() as session:
        last = session.scalars(sa.select(Seal).order_by(Seal.position.desc())).first()
    assert last.event_id == early


def test_an_event_cannot_be_sealed_twice(sealed):
    seal = sa.insert(Seal).values(position=6, event_id=sealed.ids[0], seal="0" * 64)

    with pytest.raises(sa.exc.IntegrityError), sealed.database.writing() as session:
        session.execute(seal)


def test_an_event_that_was_committed_after_a_later_one_is_sealed_too(chain):
    slow = key_before(new_key(), 60)
    chain.add()
    chain.seal()
    chain.add(id=slow)

    assert chain.seal() == 1
    assert chain.faults() == []
    with chain.database.reading() as session:
        assert not events.anything_unsealed(session)
