"""Typical mistakes that authors gave a name are counted, whichever rule met them."""

from datetime import UTC, datetime
from types import SimpleNamespace

from app.reports.findings import misconceptions
from app.reports.tallies import Answer, Asked, Taken
from tests.questions.asking import asked

NOW = datetime(2026, 11, 23, tzinfo=UTC)


TAKEN = Taken(
    digest="d",
    quiz_id="t",
    asked=("q",),
    answers={},
    points=0,
    maximum=1,
    passed=None,
    started_at=NOW,
    submitted_at=NOW,
    one_a_page=False,
)


def met(question, *answers):
    counted = Asked(SimpleNamespace(question=question))
    for answer in answers:
        judged = question.judge(answer, {})
        given = Answer(answer, NOW, judged.mark, judged.rule)
        counted.add(TAKEN, given, None)
    return misconceptions(counted)


def test_rules_traps_and_near_numbers_have_tags():
    words = asked(
        "short-text",
        answers=["Stunden", {"text": "Uhren", "mark": "0%", "tag": "clock"}],
        but_not=[{"text": "Stunde", "tag": "singular"}],
    )
    number = asked("number", answer=10, near=[{"answer": 100, "tag": "cm"}])

    said = [{"text": one} for one in ("Stunden", "Uhren", "uhren", "Stunde", "Tage")]
    assert met(words, *said) == {"clock": 2, "singular": 1}
    assert met(number, {"text": "100"}, {"text": "10"}) == {"cm": 1}


def test_net_for_gross_is_a_misconception_by_itself():
    question = asked("money", gross="123 zł", vat="23%")

    assert met(question, {"text": "100 zł"}) == {"net-for-gross": 1}


def test_mistakes_in_drawn_numbers_are_counted_though_no_two_are_alike():
    question = asked(
        "calculated",
        prompt="[[a]]",
        values={"a": [2, 3]},
        answer="a * 10",
        near=[{"answer": "a + 10", "tag": "plus"}],
    )
    answers = [{"text": f"1{a}", "values": {"a": str(a)}} for a in (2, 3)]

    assert met(question, *answers) == {"plus": 2}


def test_every_gap_counts_its_own():
    question = asked(
        "cloze",
        text="[[a]] [[b]]",
        gaps={
            "a": {"answers": ["bin", {"text": "ist", "mark": "0%", "tag": "person"}]},
            "b": {"answers": ["L", {"text": "X", "mark": "0%", "tag": "letter"}]},
        },
    )

    assert met(question, {"gaps": {"a": "ist", "b": "X"}}, {"gaps": {"a": "ist"}}) == {
        "person": 2,
        "letter": 1,
    }
