"""Typed answers: rules from top to bottom, slips only where nothing matches."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.questions.folding import fold
from app.questions.score import FULL
from tests.questions.asking import asked, faults


def short_text(*answers, **keys):
    return asked("short-text", answers=list(answers), **keys)


def mark(question, text):
    return question.mark_of(text)


def test_the_first_rule_that_matches_decides():
    question = short_text(
        {"exact": "IHK", "feedback": "Genau."}, {"text": "ihk", "mark": "50%"}
    )

    assert mark(question, " IHK ") == FULL
    assert mark(question, "ihk") == FULL // 2
    assert question.judge({"text": "IHK"}, {}).feedback == ("Genau.",)


def test_an_exact_rule_knows_composed_letters_and_nothing_else():
    question = asked("short-text", answers=[{"exact": "Mädchen"}])

    assert mark(question, "Ma\u0308dchen") == FULL
    assert mark(question, "mädchen") == 0
    assert mark(question, "Mädchen.") == 0
    assert mark(question, "Maedchen") == 0


def test_a_listed_wrong_answer_is_never_taken_for_a_slip():
    question = short_text(
        "kündigen", {"text": "kündigten", "mark": "0%", "tag": "past"}
    )

    assert mark(question, "kündgen") == FULL
    assert mark(question, "kündigten") == 0
    assert question.outcome("kündigten").rule == "rule-2"


def test_the_nearest_rule_takes_a_slip():
    question = short_text("Innung", {"text": "Innungen", "mark": "0%", "id": "plural"})

    assert question.outcome("Inungen").rule == "plural"
    assert question.outcome("Inung").mark == FULL


@given(st.text("Inug en", max_size=10))
def test_whatever_equals_a_wrong_rule_earns_nothing(text):
    question = short_text(
        "Innung",
        *(
            {"text": t, "mark": "0%"}
            for t in [text, "x"]
            if t.strip() and t.lower().strip() != "innung"
        ),
    )
    folded = fold(text, "de")

    if folded != "innung" and text.strip():
        assert question.mark_of(text) == 0


def test_a_slip_earns_the_mark_of_its_rule_and_is_shown():
    judgement = short_text("Gewerkschaft").judge({"text": "gewerkshaft"}, {})

    assert (judgement.mark, judgement.code) == (FULL, "nearly")
    assert judgement.difference
    assert judgement.without_solution().difference == judgement.difference


def test_a_slip_in_a_partly_right_answer_stays_partly_right():
    question = short_text("das Gesellenstück", {"text": "Gesellenstück", "mark": "50%"})

    judgement = question.judge({"text": "Geselenstück"}, {})

    assert (judgement.mark, judgement.code) == (FULL // 2, "partly")
    assert judgement.without_solution().difference is None


def test_what_is_right_without_slips_shows_no_difference():
    assert short_text("Mädchen").judge({"text": "maedchen."}, {}).difference is None


def test_punctuation_is_no_slip_unless_it_is_asked_for():
    question = short_text("Ja, gern!", typos="none")

    for text in ("Ja gern", "ja,gern", "„Ja, gern”"):
        assert question.outcome(text).mark == FULL
        assert not question.outcome(text).remark
    strict = short_text(
        {"exact": "Ich weiß, dass"}, {"text": "Ich weiß dass", "mark": "50%"}
    )
    assert mark(strict, "Ich weiß, dass") == FULL
    assert mark(strict, "Ich weiß dass") == FULL // 2


def test_several_texts_of_one_rule_are_worth_the_same():
    question = asked("short-text", answer=["Lohn", "Gehalt"])

    assert mark(question, "gehalt") == mark(question, "lohn") == FULL
    assert question.judge(None, {}).expected == ("Lohn",)


def test_capital_letters_count_where_they_are_required():
    question = short_text("Haus", case="required")

    assert mark(question, "Haus") == FULL
    assert mark(question, "haus") == 0


def test_the_language_taught_is_the_language_of_answers_unless_told_otherwise():
    assert asked("short-text", answer="x").fold == "de"
    assert asked("short-text", answer="x", fold="pl").fold == "pl"
    gaps = {"a": "x", "b": {"answer": "y", "fold": "en"}}
    cloze = asked("cloze", text="[[a]] [[b]]", gaps=gaps)
    assert [gap.fold for gap in cloze.gaps.values()] == ["de", "en"]


def test_markup_in_an_answer_is_shown_as_text():
    question = asked("short-text", answer="<b> & co")

    assert question.judge({"text": "x"}, {}).expected == ("&lt;b&gt; &amp; co",)


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ({}, ("answer-missing", ())),
        ({"answer": "a", "answers": ["b"]}, ("answer-twice", ("answers",))),
        (
            {"answers": [{"text": "a", "mark": "0%"}]},
            ("full-mark-missing", ("answers",)),
        ),
        ({"answers": [{"mark": "100%"}]}, ("rule-kind", ("answers", 0))),
        ({"answers": [{"text": "a", "exact": "a"}]}, ("rule-kind", ("answers", 0))),
        (
            {"answers": ["Straße", {"text": "strasse", "mark": "0%"}], "fold": "de"},
            ("rule-unreachable", ("answers", 1)),
        ),
        (
            {"answers": [{"text": "a", "id": "x"}, {"text": "b", "id": "x"}]},
            ("id-repeated", ("answers", 1, "id")),
        ),
        (
            {"answers": [{"text": "a", "mark": "50"}]},
            ("mark-malformed", ("answers", 0, "mark")),
        ),
        (
            {"answers": [{"text": "a", "mark": 1.5}]},
            ("mark-malformed", ("answers", 0, "mark")),
        ),
        ({"answer": 1.10}, ("text-unquoted", ("answer", 0))),
        ({"answer": True}, ("text-unquoted", ("answer", 0))),
    ],
)
def test_a_fault_of_the_author_is_found_at_its_place(keys, found):
    assert found in faults("short-text", **keys)


def test_the_same_spelling_twice_is_no_fault_when_it_is_worth_the_same():
    assert mark(asked("short-text", answers=["Straße", "Strasse"]), "strasse") == FULL


def test_a_whole_number_is_text_as_it_is_written():
    assert mark(asked("short-text", answer=1945), "1945") == FULL
    assert mark(asked("short-text", answer=1945), "1946") == 0
