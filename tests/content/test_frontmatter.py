"""A lesson's keys and its text, taken apart."""

from hypothesis import given
from hypothesis import strategies as st

from app.content.frontmatter import split
from app.content.problems import Problems


def test_keys_and_text_are_parted_and_the_text_knows_its_line():
    parts = split("---\nid: a\n---\nText\n", "a.md", Problems())
    assert parts is not None
    assert parts.document is not None
    assert parts.document.value == {"id": "a"}
    assert parts.document.marks.value(("id",)).line == 2
    assert (parts.body, parts.first_line) == ("Text\n", 3)


def test_a_line_in_the_text_may_look_like_the_end_of_the_keys():
    parts = split("---\nid: a\n---\nText\n\n---\n\nmore", "a.md", Problems())
    assert parts is not None
    assert parts.body == "Text\n\n---\n\nmore"


def test_keys_that_cannot_be_read_do_not_hide_the_text():
    problems = Problems()
    parts = split("---\nid: [a\n---\nText\n", "a.md", problems)
    assert parts is not None
    assert parts.document is None
    assert parts.body == "Text\n"
    assert [p.code for p in problems.sorted()] == ["yaml-bracket-open"]


@given(st.text(max_size=200) | st.text(alphabet="-\n: ab#", max_size=60))
def test_no_text_raises_anything(text: str):
    for candidate in (text, f"---\n{text}", f"---\n{text}\n---\n{text}"):
        problems = Problems()
        parts = split(candidate, "a.md", problems)
        assert problems or parts is not None
