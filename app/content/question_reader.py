"""Read one question, from a lesson or from the bank, and make its texts HTML."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ValidationError

from app.content import markdown
from app.content import schema_faults as faults
from app.content.marks import Marks, Step
from app.content.page import Page
from app.content.problems import Fault, Place
from app.content.question_media import located
from app.content.units import Asked, Bench, Named
from app.content.validation import note_errors, note_failure
from app.questions.authoring import (
    RenderingFailed,
    failed_examples,
    failed_samples,
    parts,
    rendered,
)
from app.questions.base import Question
from app.questions.fields import is_id
from app.questions.media import MediaUse
from app.questions.messages import N_
from app.questions.register import REGISTER, parse

ID_MISSING = Fault(
    "id-missing",
    N_("This has no id."),
    N_("Run “czeladnik courses ids” with the path of the package; it fills ids in."),
)

Path = tuple[Step, ...]


@dataclass(slots=True)
class QuestionReader:
    """Reads the questions of one file; `links` gathers what their texts point to.

    `whole` turns false when a question is too broken for its id to be known.
    """

    bench: Bench
    links: list[tuple[str, Place]] = field(default_factory=list)
    whole: bool = True

    def read(self, value: Any, marks: Marks, at: Path = ()) -> Asked | None:
        """Return the question at a path of a document, after noting what is wrong."""
        if not isinstance(value, Mapping):
            self.bench.problems.add(faults.NOT_MAPPING, marks.value(at))
            self.whole = False
            return None
        question = self._parsed(value, marks, at)
        if question is None:
            return self._broken(value, marks, at)
        found = parts(question)
        self._check(question, found, marks, at)
        named = Named(
            question.id,
            question.kind,
            marks.value((*at, "id")),
            source_digest(value),
            tuple(part for part, _ in found if part),
        )
        return Asked(named, self._rendered(question, value, marks, at))

    def _broken(self, value: Mapping[str, Any], marks: Marks, at: Path) -> Asked | None:
        """Keep the name of a broken question, for others to refer to."""
        name, kind = value.get("id"), value.get("type")
        if not (isinstance(name, str) and is_id(name) and isinstance(kind, str)):
            self.whole = False
            return None
        return Asked(Named(name, kind, marks.value((*at, "id")), ""), None)

    def _parsed(
        self, value: Mapping[str, Any], marks: Marks, at: Path
    ) -> Question | None:
        surroundings = self.bench.surroundings
        try:
            return parse(
                value, language=surroundings.language, teaches=surroundings.teaches
            )
        except ValidationError as error:
            model: type[BaseModel] = REGISTER.get(str(value.get("type")), Question)
            note_errors(error, model, marks, at, self.bench.problems)
        return None

    def _check(
        self, question: Question, found: list[tuple[str, Path]], marks: Marks, at: Path
    ) -> None:
        problems = self.bench.problems
        if not question.id:
            problems.add(ID_MISSING, marks.value(at))
            self.whole = False
        for part, loc in found:
            if not part:
                problems.add(ID_MISSING, marks.value((*at, *loc)))
        for failure in (*failed_examples(question), *failed_samples(question)):
            note_failure(failure, marks, at, problems)

    def _rendered(
        self, question: Question, value: Mapping[str, Any], marks: Marks, at: Path
    ) -> Question | None:
        def page(text: str) -> Callable[[], Page]:
            return lambda: self._text_page(text, value, marks, at)

        def media(use: MediaUse, loc: Path) -> MediaUse:
            place = marks.value((*at, *loc, "file"))
            return located(use, self._page(use.file, lambda *_: place))

        try:
            return rendered(
                question,
                lambda text: markdown.block(text, page(text)),
                lambda text: markdown.inline(text, page(text)),
                media,
            )
        except RenderingFailed as error:
            note_failure(error.failure, marks, at, self.bench.problems)
        return None

    def _text_page(self, text: str, value: Any, marks: Marks, at: Path) -> Page:
        def locate(line: int, column: int) -> Place:
            return marks.text((*at, *_path_of(text, value)), line, column)

        return self._page(text, locate)

    def _page(self, text: str, locate: Callable[[int, int], Place]) -> Page:
        return Page(
            self.bench.surroundings,
            self.bench.problems,
            locate,
            text.split("\n"),
            self.links,
        )


def source_digest(value: Mapping[str, Any]) -> str:
    """Return what tells one wording of a question from another, for the lock."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _path_of(text: str, value: Any) -> Path:
    """Return where a text stands in a question; only asked when it has a problem."""
    return next((path for path, found in _texts(value) if found == text.strip()), ())


def _texts(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value.strip()
    elif isinstance(value, Mapping):
        for key, below in value.items():
            yield from _texts(below, (*path, key))
    elif isinstance(value, list):
        for index, below in enumerate(value):
            yield from _texts(below, (*path, index))
