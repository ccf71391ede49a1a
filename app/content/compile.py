"""Compile a package's sources to a course, and write a course down and read it back."""

import json

from pydantic import TypeAdapter

from app.content.check import check_sources
from app.content.course import Course
from app.content.problems import Problem
from app.content.reader import Sources
from app.content.units import COMPILER_VERSION, Cache
from app.questions.register import parse

__all__ = ["COMPILER_VERSION", "BrokenPackage", "compile_course", "dump", "load"]


class BrokenPackage(ValueError):
    """A package cannot be compiled; `problems` say why."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


def compile_course(sources: Sources, cache: Cache | None = None) -> Course:
    """Return the course that the sources make; BrokenPackage when they make none."""
    result = check_sources(sources, cache)
    if result.course is None:
        raise BrokenPackage(result.problems)
    return result.course


def dump(course: Course) -> bytes:
    """Return a course as JSON; `load` gives an equal one back."""
    plain = _PLAIN.dump_python(course, mode="json", exclude={"questions"})
    plain["questions"] = {
        name: question.model_dump(mode="json", exclude_defaults=True)
        | {"type": question.kind}
        for name, question in course.questions.items()
    }
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return text.encode()


def load(data: bytes) -> Course:
    """Return the course that `dump` wrote down; questions come from the register."""
    plain = json.loads(data)
    plain["questions"] = {
        name: parse(question) for name, question in plain["questions"].items()
    }
    course: Course = _PLAIN.validate_python(plain)
    return course


_PLAIN: TypeAdapter[Course] = TypeAdapter(Course)
