"""cloze: gaps in any Markdown, each with its own rules."""

import pytest

from app.questions.authoring import RenderingFailed, failed_examples, parts, rendered
from app.questions.base import FULL, BadResponse
from app.questions.widgets.gaps import Gap
from tests.questions.asking import asked, faults, sent, shown


def cloze(text="Ich [[a]] Tisch[[b]]er.", **gaps):
    return asked("cloze", text=text, gaps=gaps or {"a": "bin", "b": "l"})


def same(markdown):
    return markdown


def test_each_gap_earns_its_share():
    question = cloze()

    assert question.judge({"gaps": {"a": "bin"}}, {}).mark == FULL // 2
    assert question.judge({"gaps": {"a": "Bin", "b": "L"}}, {}).mark == FULL


def test_rules_feedback_and_the_feedback_of_the_gap():
    question = cloze(
        "[[a]]",
        a={
            "answers": [
                "bin",
                {"text": "ist", "mark": "0%", "feedback": "Das ist er."},
            ],
            "feedback": "Ich …",
        },
    )

    def said(text):
        return question.judge({"gaps": {"a": text}}, {}).parts[0].feedback

    assert (said("ist"), said("war"), said("bin")) == ("Das ist er.", "Ich …", None)


def test_no_space_comes_between_a_word_and_its_gap():
    html = shown(cloze().widget({}, None))
    text = html.partition("gaps-text")[2]

    assert 'Tisch<span class="gap">' in text
    assert "</span>er." in text


def test_all_boxes_are_equally_wide():
    widget = cloze(a="ein", b="Handwerksordnung").widget({}, None)

    assert {gap.size for gap in widget.gaps} == {18}
    assert [gap.number for gap in widget.gaps] == [1, 2]


def test_a_gap_before_a_bracket_does_not_become_a_link():
    markdown = "Ich [[a]](sein) hier. **[[b]]**"

    def block(text):
        assert "[[" not in text
        return f"<p>{text}</p>"

    question = rendered(cloze(markdown), block, same)

    assert question.text == f"<p>{markdown}</p>"
    pieces = question.widget({}, None).pieces
    assert [piece for piece in pieces if not isinstance(piece, Gap)] == [
        "<p>Ich ",
        "(sein) hier. **",
        "**</p>",
    ]


def test_a_gap_inside_a_tag_is_a_fault():
    def block(text):
        return f'<p><img alt="{text}"></p>'

    with pytest.raises(RenderingFailed) as refused:
        rendered(cloze("[[a]] [[b]]"), block, same)

    failure = refused.value.failure
    assert (failure.code, failure.loc, failure.params) == (
        "gap-hidden",
        ("text",),
        {"id": "a"},
    )


def test_gaps_are_parts_by_their_names():
    assert parts(cloze()) == [("a", ("gaps", "a")), ("b", ("gaps", "b"))]


def test_examples_of_a_gap_are_tried():
    question = cloze(a={"answer": "bin", "accepts": ["bn"], "rejects": ["Bin"]}, b="l")

    assert [
        (found.code, found.loc, found.params) for found in failed_examples(question)
    ] == [
        (
            "example-not-accepted",
            ("gaps", "a", "accepts", 0),
            {"example": "bn", "mark": "0%"},
        ),
        (
            "example-not-rejected",
            ("gaps", "a", "rejects", 0),
            {"example": "Bin", "mark": "100%"},
        ),
    ]


def test_a_text_that_is_too_long_leaves_the_other_gaps_as_they_were():
    question = cloze()

    with pytest.raises(BadResponse) as refused:
        question.read({"q.a": ["bin"], "q.b": ["x" * 2001]}, {})

    fields = sent(shown(question.widget({}, refused.value.entered)))
    assert fields["q.a"] == ["bin"]
    assert len(fields["q.b"][0]) == 2000


def test_a_slip_in_a_gap_is_shown_below_the_text():
    question = cloze("[[a]] [[b]]", a="Tischler", b="x")
    response = {"gaps": {"a": "Tichler"}}

    html = shown(question.widget({}, response, question.judge(response, {})))

    assert "Right, but look at the spelling." in html
    assert 'class="difference-missing"' in html
    assert '<li value="1">' in html


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ({"text": "[[a]] [[z]]"}, ("gap-unknown", ("text",))),
        ({"text": "[[a]] [[a]] [[b]]"}, ("gap-repeated", ("text",))),
        ({"text": "[[a]]"}, ("gap-unused", ("gaps", "b"))),
        ({"gaps": {"a": {}, "b": "l"}}, ("answer-missing", ("gaps", "a"))),
        ({"gaps": {"A": "x"}}, ("id-malformed", ("gaps", "A", "[key]"))),
        ({"gaps": {}}, ("too_short", ("gaps",))),
        ({"gaps": {"a": 1.5, "b": "l"}}, ("text-unquoted", ("gaps", "a", "answer", 0))),
    ],
)
def test_a_fault_of_the_author_is_found_at_its_place(keys, found):
    assert found in faults(
        "cloze", **{"text": "[[a]] [[b]]", "gaps": {"a": "x", "b": "l"}} | keys
    )
