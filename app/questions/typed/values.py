"""Numbers, days and amounts of money as rules of a typed answer."""

from functools import lru_cache

from app.questions.dates import date_written, read_date
from app.questions.decimals import within, written
from app.questions.folding import Profile
from app.questions.money import money_of, money_written, read_money
from app.questions.typed.rules import Rule
from app.questions.units import known_unit, read_quantity, unit_forms


def says(rule: Rule, text: str) -> bool:
    """Tell whether an answer says the number, the day or the amount of a rule."""
    if rule.number is not None:
        return _says_number(rule, text)
    if rule.date is not None:
        return rule.date in (read_date(text) or ())
    if rule.money is not None:
        return _says_money(rule, text)
    return False


def shown(rule: Rule, language: Profile) -> str:
    """Return the number, day or amount as learners of a language would write it."""
    if rule.number is not None:
        number = written(rule.number, "." if language == "en" else ",")
        return f"{number} {rule.unit}".strip()
    if rule.date is not None:
        return date_written(rule.date, language)
    if rule.money is not None:
        return money_written(*money_of(rule.money), language)
    return ""


def _says_number(rule: Rule, text: str) -> bool:
    quantity = read_quantity(text)
    if quantity is None or rule.number is None:
        return False
    if quantity.unit and known_unit(quantity.unit, _forms(rule.unit)) is None:
        return False
    tolerance = rule.tolerance or "0"
    return any(within(one, rule.number, tolerance) for one in quantity.readings)


@lru_cache(maxsize=256)
def _forms(unit: str) -> dict[str, str]:
    return unit_forms([unit] if unit else [])


def _says_money(rule: Rule, text: str) -> bool:
    money = read_money(text)
    if money is None or rule.money is None:
        return False
    amount, sign = money_of(rule.money)
    if money.signs is None or (money.signs and sign not in money.signs):
        return False
    tolerance = rule.tolerance or "0"
    return any(within(one, amount, tolerance) for one in money.readings)
