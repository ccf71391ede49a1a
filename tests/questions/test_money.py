"""Amounts of money are read as people write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.questions.money import amount_text, money_of, money_written, read_money


@pytest.mark.parametrize(
    ("text", "amount", "sign"),
    [
        ("1234,50 zł", "1234.5", "zł"),
        ("1234.50 zl", "1234.5", "zł"),
        ("1.234,50 PLN", "1234.5", "zł"),
        ("1 234,50 złotych", "1234.5", "zł"),
        ("1\u202f234,50\u00a0zł", "1234.5", "zł"),
        ("1'234.50 CHF", "1234.5", "CHF"),
        ("1,234.50 EUR", "1234.5", "€"),
        ("€ 12,50", "12.5", "€"),
        ("12,- €", "12", "€"),
        ("12,-- Euro", "12", "€"),
        ("1.230,- €", "1230", "€"),
        ("1.230,— €", "1230", "€"),
        ("1.230 €.", "1230", "€"),
        ("12,50 złotego", "12.5", "zł"),
        ("12,50 złotych polskich", "12.5", "zł"),
        ("12 zł i 50 groszy", "12.5", "zł"),
        ("12, 50 zł", "12.5", "zł"),
        ("ok. 12,50 zł", "12.5", "zł"),
        ("= 12,50 \u200bzł", "12.5", "zł"),
        ("12zł50gr", "12.5", "zł"),
        ("12 zł 5 gr", "12.05", "zł"),
        ("50 gr", "0.5", "zł"),
        ("-5 zł", "-5", "zł"),
        ("PLN 100", "100", "zł"),
        ("12,50 zł brutto", "12.5", "zł"),
        ("1.250 zł", "1250", "zł"),
        ("£20", "20", "£"),
        ("12,50", "12.5", None),
    ],
)
def test_usual_forms_are_read(text, amount, sign):
    found = read_money(text)

    assert found.readings[0] == Decimal(amount)
    assert found.signs == frozenset({sign} if sign else ())


def test_cents_are_those_of_several_currencies():
    assert read_money("5 ct").signs == {"€", "$"}


@pytest.mark.parametrize("text", ["12 kg", "12 zł kg", "5 zł 5 kg", "zł 12 €"])
def test_an_unknown_currency_is_none_we_know(text):
    assert read_money(text).signs is None


@pytest.mark.parametrize("text", ["", "zł", "dużo", "12 zł 50", "-", ",", "1" * 70])
def test_what_is_no_amount_is_none(text):
    assert read_money(text) is None


AMOUNTS = st.decimals(-(10**9), 10**9, places=2)
SIGNS = st.sampled_from(["zł", "€", "$", "£", "CHF", "Kč"])


@given(AMOUNTS, SIGNS, st.sampled_from(["pl", "de", "en"]))
def test_what_is_shown_is_read(amount, sign, language):
    found = read_money(money_written(amount, sign, language))

    assert amount in found.readings
    assert sign in found.signs
    assert money_of(amount_text(amount, sign)) == (amount, sign)


@given(st.text(max_size=80) | st.text("0123456789.,-' złgr€", max_size=30))
def test_no_text_whatever_raises(text):
    found = read_money(text)

    assert found is None or found.readings
