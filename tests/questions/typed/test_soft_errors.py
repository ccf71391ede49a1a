"""Articles and capitals: ignored, told of, or required, as the author says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.questions.score import FULL
from tests.questions.asking import asked, faults


def judged(text, **keys):
    return asked("short-text", fold="de", **keys).judge({"text": text}, {})


@pytest.mark.parametrize(
    "text", ["der Feierabend", "Feierabend", "die Feierabend", "ein Feierabend"]
)
def test_articles_that_are_ignored_do_not_matter(text):
    found = judged(text, answer="der Feierabend", articles="ignore")

    assert (found.mark, found.code) == (FULL, "right")


@pytest.mark.parametrize("text", ["Feierabend", "die Feierabend", "dem Feierabend"])
def test_articles_that_are_required_have_to_be_right(text):
    assert judged(text, answer="der Feierabend", typos="none").mark == 0


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("der Feierabend", "right"),
        ("Der Feierabend.", "right"),
        ("Feierabend", "nearly-article"),
        ("die Feierabend", "nearly-article"),
        ("der Feirabend", "nearly"),
        ("Feirabend", "nearly"),
        ("die Feirabend", "wrong"),
        ("die Feierabende", "wrong"),
        ("das Wochenende", "wrong"),
    ],
)
def test_a_soft_article_counts_and_is_told_of(text, code):
    assert judged(text, answer="der Feierabend", articles="soft").code == code


def test_what_is_softly_wrong_is_shown_letter_by_letter():
    found = judged("die Säge", answer="das Säge", articles="soft")
    pieces = [(piece.kind, piece.text) for piece in found.difference]

    assert pieces == [
        ("same", "d"),
        ("extra", "ie"),
        ("missing", "as"),
        ("same", " Säge"),
    ]


def test_a_missing_article_is_shown_though_it_is_half_of_the_answer():
    found = judged("uhr", answer="die Uhr", articles="soft", case="soft")
    pieces = [(piece.kind, piece.text) for piece in found.difference]

    assert pieces == [
        ("missing", "die "),
        ("extra", "u"),
        ("missing", "U"),
        ("same", "hr"),
    ]


def test_an_article_is_no_error_where_the_author_wrote_none():
    found = judged("der Feierabend", answer="Feierabend", articles="soft")

    assert (found.mark, found.code) == (FULL, "right")


def test_an_article_alone_is_the_answer_itself():
    keys = {"answer": "die", "articles": "ignore", "typos": "none"}

    assert judged("die", **keys).mark == FULL
    assert judged("der", **keys).mark == 0


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("der Feierabend", "right"),
        ("Der Feierabend", "right"),
        ("der feierabend", "nearly-case"),
        ("Der feierabend", "nearly-case"),
        ("Der FEIERABEND", "right"),
        ("die feierabend", "nearly-both"),
    ],
)
def test_soft_capitals_are_told_of_and_phones_may_begin_with_one(text, code):
    keys = {"answer": "der Feierabend", "articles": "soft", "case": "soft"}

    assert judged(text, **keys).code == code


def test_a_verb_may_begin_with_a_capital_and_a_noun_may_not_begin_without():
    assert judged("Kommen", answer="kommen", case="soft").code == "right"
    assert judged("hammer", answer="Hammer", case="soft").code == "nearly-case"
    assert judged("ich Komme", answer="ich komme", case="soft").code == "nearly-case"


def test_the_author_may_let_soft_errors_cost_something():
    keys = {"answer": "der Feierabend", "articles": "soft", "soft_mark": "80%"}

    assert judged("Feierabend", **keys).mark == 800_000
    assert judged("Feierabend", **keys).verdict == "partly"
    assert judged("der Feierabnd", **keys).mark == FULL
    assert judged("Feierabnd", **keys).mark == 800_000


def test_a_rule_below_may_take_softly_wrong_answers_in_another_way():
    rules = ["das Mädchen", {"text": "Mädchen", "mark": "50%", "id": "bare"}]
    found = judged("Mädchen", answers=rules, articles="soft")

    assert (found.rule, found.mark) == ("bare", 500_000)
    assert judged("die Mädchen", answers=rules, articles="soft").rule == "rule-1"


def test_rules_that_differ_in_ignored_articles_alone_are_told_to_their_author():
    rules = ["das Mädchen", {"text": "Mädchen", "mark": "50%"}]

    assert faults("short-text", answers=rules, articles="ignore", fold="de") == [
        ("rule-unreachable", ("answers", 1))
    ]


@given(
    st.sampled_from(["ignore", "soft", "required"]),
    st.sampled_from(["ignore", "soft", "required"]),
    st.text(max_size=25) | st.sampled_from(["der", "die Säge", "DIE SÄGE", "säge."]),
)
def test_stricter_reading_never_earns_more(articles, case, text):
    keys = {"answer": "die Säge", "soft_mark": "90%"}
    easy = judged(text, articles="ignore", case="ignore", **keys)
    found = judged(text, articles=articles, case=case, **keys)

    assert found.mark <= easy.mark
    assert judged("die Säge", articles=articles, case=case, **keys).mark == FULL
