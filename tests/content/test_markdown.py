"""A lesson's text: what it may hold, what it becomes, and what is refused where."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.content.packages import (
    LESSON,
    checked,
    lesson_html,
    lesson_problems,
)


def test_ordinary_markdown_becomes_plain_html():
    html = lesson_html("Tekst **ważny**, *inny*, `kod`.\n\n1. raz\n2. dwa\n\n> cytat\n")
    assert (
        "<p>Tekst <strong>ważny</strong>, <em>inny</em>, <code>kod</code>.</p>" in html
    )
    assert "<li>raz</li>" in html
    assert "<blockquote>" in html


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<form action=https://evil.example><input></form>",
        "<meta http-equiv=refresh content=0>",
        "<base href=//evil.example>",
        "<svg><script>alert(1)</script></svg>",
        "<p style='color:red'>",
    ],
)
def test_html_is_shown_as_it_is_written(hostile: str):
    html = lesson_html(hostile + "\n")
    name = re.match(r"<(\w+)", hostile)[1]
    assert f"&lt;{name}" in html
    assert f"<{name}" not in html.replace("<p>", "", 1)


@pytest.mark.parametrize("text", ["{{7*7}}", "{% raw %}", "{0.class}", "%(x)s"])
def test_templates_are_just_text(text: str):
    assert text in lesson_html(f"Tak: {text}.\n\n- {text}\n")


def test_a_foreign_word_carries_its_language():
    assert '<span lang="de">Feierabend</span>' in lesson_html("[Feierabend]{lang=de}\n")
    assert '<span lang="de-AT">*Jause*</span>' not in lesson_html("[*J*]{lang=de-AT}\n")
    assert '<span lang="de-AT"><em>J</em></span>' in lesson_html("[*J*]{lang=de-AT}\n")


@pytest.mark.parametrize(
    "written", ["{.box}", "{#id}", "{lang=de onclick=x}", "{lang=}"]
)
def test_nothing_but_a_language_can_stand_after_words_in_brackets(written: str):
    assert lesson_problems(f"\nTo [słowo]{written}.\n") == [("span-attributes", 2, 11)]


def test_headings_begin_below_the_title_of_the_page():
    assert "<h2>A</h2>\n<h3>B</h3>" in lesson_html("## A\n\n### B\n")
    assert "<h2>A</h2>\n<h3>B</h3>" in lesson_html("# A\n\n## B\n")


def test_a_heading_must_not_skip_a_level():
    assert lesson_problems("## A\n\n#### B\n") == [("heading-skips", 3, 1)]
    assert lesson_problems("### A\n") == [("heading-first", 1, 1)]
    assert lesson_problems("## A\n\n### B\n\n## C\n") == []


def test_a_line_of_dashes_below_a_text_is_no_heading():
    assert "<h2>" not in lesson_html("Tekst\n---\n\n    wcięty\n")
    assert "<pre" not in lesson_html("Tekst\n---\n\n    wcięty\n")


def test_a_table_can_be_scrolled_alone_and_has_a_name():
    html = lesson_html("| a | b |\n|---|--:|\n| 1 | 2 |\n")
    assert (
        '<div class="table-wrap" role="region" tabindex="0" aria-label="Tabela 1">'
        in html
    )
    assert '<th scope="col" class="align-right">b</th>' in html or (
        'class="align-right"' in html and 'scope="col"' in html
    )
    assert "style=" not in html


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "vbscript:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "//evil.example",
        "/\\evil.example",
        "https://",
        "ftp://example.org",
        "../inny",
        "/pulpit",
        "https://user@example.org",
    ],
)
def test_a_link_that_leads_astray_is_refused_where_it_stands(address: str):
    assert lesson_problems(f"Tekst\nzobacz [to]({address}).\n") == [
        ("link-scheme", 2, 13)
    ]


def test_links_lead_to_the_web_to_people_and_to_activities():
    html = lesson_html(
        "[a](https://example.org/x?y=1#z), [b](mailto:izba@example.org), [c](quiz)\n"
    )
    assert 'href="https://example.org/x?y=1#z" rel="external noopener"' in html
    assert 'href="mailto:izba@example.org"' in html
    assert 'href="activity:quiz"' in html


def test_a_reference_definition_is_looked_at_too():
    assert lesson_problems("[to][x]\n\n[x]: javascript:alert(1)\n") == [
        ("link-scheme", 1, 1)
    ]


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("https://example.org/a.png", "media-remote"),
        ("//example.org/a.png", "media-remote"),
        ("data:image/png;base64,AA", "media-remote"),
        ("media/../../etc/passwd", "media-outside"),
        ("/etc/passwd", "media-outside"),
        ("media/.hidden.png", "media-outside"),
        ("media\\a.png", "media-outside"),
        ("media/%2e%2e/a.png", "media-outside"),
        ("media/brak.png", "media-missing"),
    ],
)
def test_a_picture_comes_from_the_media_folder_only(address: str, code: str):
    assert lesson_problems(f"![strug]({address})\n") == [(code, 1, 10)]


ENDLESS = (
    *("[" * 19_000, "![" * 9_000, ">" * 19_000, "*a " * 6_000, "`" * 19_000),
    *("<a" * 9_000, "\n".join("  " * level + "- a" for level in range(300))),
    "[a](" * 4_000,
)


@pytest.mark.parametrize("text", ENDLESS)
def test_endless_nesting_takes_no_time(text: str):
    started = time.perf_counter()
    checked({"lessons/lekcja.md": LESSON + text})
    assert time.perf_counter() - started < 3


def test_a_paragraph_without_end_is_refused_instead_of_parsed():
    started = time.perf_counter()
    assert lesson_problems("[" * 200_000) == [("paragraph-too-long", 1, 1)]
    assert time.perf_counter() - started < 1


def test_what_lies_too_deep_is_named_and_not_dropped_in_silence():
    assert [code for code, _, _ in lesson_problems("> " * 25 + "x\n")] == [
        "markdown-too-deep"
    ]


QUESTION = """
```question
id: p-1
type: true-false
prompt: p
answer: true
```

"""


def test_a_question_leaves_a_hole_in_the_text():
    html = lesson_html(f"przed\n{QUESTION}po\n")
    assert html == "<p>przed</p>\n[[p-1]]<p>po</p>\n"


def test_a_mistake_in_a_question_stands_in_the_line_of_the_lesson():
    indented = QUESTION.replace("\n", "\n  ").replace("answer", "anwser")
    assert lesson_problems("tekst\n" + indented) == [("unknown-key", 7, 3)]


def test_a_syntax_error_in_a_question_stands_in_the_line_of_the_lesson():
    assert lesson_problems("a\n\n```question\nid: [x\n```\n") == [
        ("yaml-bracket-open", 4, 5)
    ]


def test_a_bad_link_in_a_long_text_of_a_question_has_its_own_line():
    body = (
        "```question\nid: p-1\ntype: true-false\nprompt: |\n  raz\n"
        "  i [dwa](javascript:x)\nanswer: true\n```\n"
    )
    assert lesson_problems(body) == [("link-scheme", 6, 11)]


PIECES = st.sampled_from(
    [
        *(
            "::: note\n",
            ":::\n",
            "::: dialogue\n",
            "::: vocabulary\n",
            "A: b\n",
            "= c\n",
        ),
        *("```question\n", "```\n", "[a](b)", "![a](media/x)", "# ", "## ", "- ", "> "),
        *("|a|b|\n|-|-|\n", "[x]{lang=de}", "[x]{a}", "<b>", "&amp;", "\\", "**", "\n"),
        *(
            "id: x\n",
            "type: true-false\n",
            "prompt: p\n",
            "answer: true\n",
            "    ",
            "a",
        ),
    ]
)


@settings(max_examples=150)
@given(st.text(max_size=200) | st.lists(PIECES, max_size=40).map("".join))
def test_no_text_raises_anything_or_brings_a_script_along(body: str):
    result = checked({"lessons/lekcja.md": LESSON + body})
    assert (result.course is None) == bool(result.problems)
    for problem in result.problems:
        assert problem.message(str)
        assert problem.hint(str)
