"""Read one file of the bank: a list of questions."""

from app.content.marks import Origin
from app.content.question_reader import QuestionReader
from app.content.schema import QuestionsSource
from app.content.texts import decode
from app.content.units import BankUnit, Bench
from app.content.validation import validated
from app.content.yaml_reader import read_yaml

_UNREADABLE = BankUnit((), whole=False)


def read_bank(path: str, data: bytes, bench: Bench) -> BankUnit:
    """Return the questions of a file, after noting all that is wrong in it."""
    text = decode(data, path, bench.problems)
    document = None if text is None else read_yaml(text, Origin(path), bench.problems)
    if document is None:
        return _UNREADABLE
    source = validated(QuestionsSource, document, bench.problems)
    questions = source.questions if source is not None else _questions(document.value)
    reader = QuestionReader(bench)
    asked = [
        reader.read(value, document.marks, ("questions", index))
        for index, value in enumerate(questions)
    ]
    return BankUnit(
        tuple(one for one in asked if one is not None),
        reader.whole and source is not None,
        tuple(reader.links),
    )


def _questions(value: object) -> list[object]:
    """Return the questions of a file that has something else wrong with it."""
    found = value.get("questions") if isinstance(value, dict) else None
    return found if isinstance(found, list) else []
