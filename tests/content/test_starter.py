"""A package to begin with: valid at once, with comments that teach."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.content.check import check_sources
from app.content.course import Language
from app.content.reader import Sources
from app.content.starter import course_id, starter
from tests.content.packages import said

LANGUAGES: tuple[Language, ...] = ("pl", "de", "en")


def as_sources(files: dict[str, str]) -> Sources:
    return Sources({path: text.encode() for path, text in files.items()})


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_package_is_right_in_every_language(language: Language):
    result = check_sources(as_sources(starter("Stolarstwo od zera", language)))
    assert [said(problem) for problem in result.problems] == []
    assert result.course is not None
    assert result.course.id == "stolarstwo-od-zera"
    assert result.course.language == language
    assert result.course.title.best(language, language)[0] == "Stolarstwo od zera"


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_comments_name_the_commands(language: Language):
    text = "".join(starter("Kurs", language).values())
    assert "czeladnik courses check" in text
    assert "czeladnik courses ids" in text
    assert text.count("#") > 20


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Żółta łódź – ćwiczenia!", "zolta-lodz-cwiczenia"),
        ("Straße & Öl", "strasse-ol"),
        ("moj-kurs", "moj-kurs"),
        ("x", "kurs"),
        ("日本", "kurs"),
        ("a" * 80, "a" * 41),
    ],
)
def test_the_id_is_made_of_the_name(name: str, wanted: str):
    assert course_id(name) == wanted


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zl", "Zp"]))
)
def test_any_name_gives_a_right_package(name: str):
    name = f"a {name}"[:200]
    result = check_sources(as_sources(starter(name, "pl")))
    assert [said(problem) for problem in result.problems] == []
