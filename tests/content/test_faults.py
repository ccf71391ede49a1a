"""What can be wrong: every kind has one code, and words that can be translated."""

import importlib
import pkgutil
import re
from collections.abc import Iterator

from app import content
from app.content.problems import Fault, Place, Problem, Problems


def faults() -> Iterator[Fault]:
    for module in pkgutil.iter_modules(content.__path__):
        loaded = importlib.import_module(f"app.content.{module.name}")
        for name, value in vars(loaded).items():
            if isinstance(value, Fault) and name.isupper():
                yield value


def test_a_code_is_short_and_in_words():
    for fault in faults():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", fault.code), fault.code


def test_two_kinds_of_problem_have_two_codes_unless_they_say_the_same():
    said: dict[str, str] = {}
    for fault in faults():
        assert said.setdefault(fault.code, fault.message) == fault.message, fault.code


def test_every_text_is_a_sentence_with_named_parameters_only():
    for fault in faults():
        for text in (fault.message, fault.hint):
            assert text[0].isupper() or text[0] in "“%", text
            assert text.rstrip("”").endswith((".", "?")), text
            for found in re.findall(r"%(.)", text.replace("%%", "")):
                assert found == "(", text


def test_problems_are_told_once_and_in_order():
    problems = Problems()
    fault = Fault("a", "A.", "B.")
    for line in (3, 1, 3):
        problems.add(fault, Place("x", line))
    assert [problem.line for problem in problems.sorted()] == [1, 3]


def test_a_percent_sign_of_an_author_is_no_parameter():
    problem: Problem = Fault("a", "“%(text)s”.", "B.").at(Place("x"), text="5 % (x)s")
    assert problem.message(str) == "“5 % (x)s”."
