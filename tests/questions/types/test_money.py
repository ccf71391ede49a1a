"""money: comma or point, currencies, net and gross."""

import pytest

from app.questions.score import FULL
from tests.questions.asking import asked, faults


def price(**keys):
    return asked("money", **{"answer": "1234,50 zł", **keys})


def code(question, text):
    return question.judge({"text": text}, {}).code


@pytest.mark.parametrize(
    "text", ["1234,50 zł", "1.234,50 PLN", "1 234,50 zł", "1234.5 zl", "1234 zł 50 gr"]
)
def test_an_amount_counts_in_any_usual_form(text):
    assert price().judge({"text": text}, {}).mark == FULL


@pytest.mark.parametrize(
    ("tolerance", "text", "right"),
    [
        ("5 gr", "1234,55 zł", True),
        ("5 gr", "1234,56 zł", False),
        ("0,05", "1234,45 zł", True),
        ("1%", "1240 zł", True),
        ("1%", "1250 zł", False),
    ],
)
def test_a_tolerance_is_an_amount_or_a_share(tolerance, text, right):
    assert price(tolerance=tolerance).mark_of(text) == (FULL if right else 0)


@pytest.mark.parametrize(
    ("currency", "found"),
    [
        ("required", "currency-missing"),
        ("soft", "currency-forgotten"),
        ("ignore", "right"),
    ],
)
def test_a_missing_currency_is_what_the_author_makes_of_it(currency, found):
    assert code(price(currency=currency), "1234,50") == found
    assert code(price(currency=currency), "1234,50 €") == "currency-other"
    assert code(price(currency=currency), "1234,50 kg") == "currency-other"


def test_a_forgotten_currency_may_cost_something():
    found = price(soft_mark="90%").judge({"text": "1234,50"}, {})

    assert (found.mark, found.code, found.verdict) == (
        900_000,
        "currency-forgotten",
        "partly",
    )


def test_who_mixes_net_and_gross_up_is_told_so():
    gross = asked("money", gross="1230 zł", vat="23%")
    net = asked("money", net="1000 zł", vat="23%", mixed_mark="40%")

    assert code(gross, "1000 zł") == "net-for-gross"
    assert code(net, "1230 zł") == "gross-for-net"
    found = net.judge({"text": "1230 zł"}, {})
    assert (found.mark, found.rule, found.tag) == (
        400_000,
        "gross-for-net",
        "gross-for-net",
    )
    assert code(gross, "1230 zł") == "right"


def test_near_amounts_may_be_in_another_currency():
    question = price(
        near=[{"answer": "290 €", "tolerance": 5, "mark": "50%", "feedback": "In zł?"}]
    )

    found = question.judge({"text": "287,10 €"}, {})
    assert (found.mark, found.feedback) == (500_000, ("In zł?",))


def test_one_point_before_three_digits_parts_thousands_first():
    assert asked("money", answer="1250 zł").mark_of("1.250 zł") == FULL
    assert asked("money", answer="1,25 zł").mark_of("1.250 zł") == FULL


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({}, [("amount-count", ())]),
        ({"answer": "1 zł", "net": "1 zł", "vat": "23%"}, [("amount-count", ())]),
        ({"net": "1 zł"}, [("vat-missing", ())]),
        ({"answer": "1 zł", "vat": "23%"}, [("vat-unused", ("vat",))]),
        ({"answer": "1"}, [("money-malformed", ("answer",))]),
        ({"net": "1 zł", "vat": "viel"}, [("rate-malformed", ("vat",))]),
        (
            {"answer": "1 zł", "tolerance": "x"},
            [("tolerance-malformed", ("tolerance",))],
        ),
    ],
)
def test_what_does_not_fit_together_is_told_to_its_author(keys, expected):
    assert faults("money", **keys) == expected
