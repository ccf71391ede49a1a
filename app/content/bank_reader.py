"""Read one file of the bank: a list of questions and scenarios, and pools of them."""

import hashlib
import json

from app.content.bank_schema import BankSource, PoolSource
from app.content.marks import Marks, Origin, Step
from app.content.question_reader import QuestionReader
from app.content.scenario_reader import read_asked
from app.content.texts import decode
from app.content.units import Asked, AskedScenario, BankUnit, Bench, Named, Pool
from app.content.validation import check_any_of, validated
from app.content.yaml_reader import Document, read_yaml

_UNREADABLE = BankUnit((), whole=False)


def read_bank(path: str, data: bytes, bench: Bench) -> BankUnit:
    """Return the questions of a file, after noting all that is wrong in it."""
    text = decode(data, path, bench.problems)
    document = None if text is None else read_yaml(text, Origin(path), bench.problems)
    if document is None:
        return _UNREADABLE
    source = validated(BankSource, document, bench.problems)
    check_any_of(("questions", "pools"), BankSource, document, bench.problems)
    questions = source.questions if source is not None else _questions(document.value)
    reader = QuestionReader(bench)
    found = [
        read_asked(reader, document, ("questions", index))
        for index in range(len(questions))
    ]
    return BankUnit(
        all_asked(found),
        reader.whole and source is not None,
        tuple(reader.links),
        scenarios_of(found),
        () if source is None else _pools(source, document),
    )


def all_asked(
    found: list[Asked | AskedScenario | None],
) -> tuple[Asked, ...]:
    """Return all questions in what was read, those of scenarios at their place."""
    return tuple(
        question
        for one in found
        if one is not None
        for question in (one.asked if isinstance(one, AskedScenario) else (one,))
    )


def scenarios_of(
    found: list[Asked | AskedScenario | None],
) -> tuple[AskedScenario, ...]:
    """Return the scenarios in what was read."""
    return tuple(one for one in found if isinstance(one, AskedScenario))


def _questions(value: object) -> list[object]:
    """Return the questions of a file that has something else wrong with it."""
    found = value.get("questions") if isinstance(value, dict) else None
    return found if isinstance(found, list) else []


def _pools(source: BankSource, document: Document) -> tuple[Pool, ...]:
    return tuple(
        _pool(pool, document.marks, ("pools", index))
        for index, pool in enumerate(source.pools)
    )


def _pool(pool: PoolSource, marks: Marks, at: tuple[Step, ...]) -> Pool:
    places = tuple(
        marks.value((*at, "questions", place))
        for place in range(len(pool.questions or ()))
    )
    named = Named(pool.id, "pool", marks.value((*at, "id")), _digest(pool))
    return Pool(named, pool, places, marks.value((*at, "tags")))


def _digest(pool: PoolSource) -> str:
    plain = pool.model_dump(mode="json", exclude_none=True)
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]
