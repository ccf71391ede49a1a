"""money: an amount of money is written, with its currency."""

from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from app.questions.base import (
    Example,
    Form,
    Judgement,
    Posted,
    Question,
    Response,
    Translate,
    judgement,
)
from app.questions.decimals import EXACT, within
from app.questions.examples import TriedOut
from app.questions.fields import Amount, Faults, Mark, MoneyTolerance, Rate
from app.questions.messages import N_, Said, said
from app.questions.money import Money, money_of, money_written, read_money
from app.questions.reading import own_fields, stored_text, typed
from app.questions.score import FULL
from app.questions.texts import Html, escaped
from app.questions.typical import Localised, Typical, tags_of
from app.questions.widgets import UNTOLD
from app.questions.widgets.text_box import TextBox

_EXAMPLE = """
id: faktura-brutto
type: money
prompt: Usługa kosztuje 1000 zł netto. Ile zapłaci klient, jeżeli VAT wynosi 23%?
gross: 1230 zł
vat: 23%
tolerance: 1 gr
near:
  - {answer: 1023 zł, mark: 0%, feedback: To 23 zł zamiast 23%., tag: kwota}
  - {answer: 1230 zł, tolerance: 1%, mark: 50%, feedback: Zaokrąglono zbyt grubo.}
accepts: ["1230 zł", "1.230,00 PLN", "1 230,00"]
rejects: [1000 zł, 1230 €]
worth: {50%: [1235 zł]}
"""

_MOST_CHARACTERS = 60


class NearMoney(Typical):
    """An amount that is not the right one, and yet worth something or typical."""

    answer: Amount = Field(description="The amount with its currency: 1023 zł.")
    tolerance: MoneyTolerance | None = Field(
        None, description="How far off it may be; without it, as far as the answer."
    )


class MoneyQuestion(TriedOut, Localised, Question):
    """An amount of money, within a tolerance; responses are {"text": "…"}."""

    example: ClassVar[Example] = Example(
        _EXAMPLE,
        right={"text": "1230,00 zł"},
        partial={"text": "1.235 zł"},
        wrong={"text": "1500 zł"},
    )

    type: Literal["money"] = Field(description="An amount of money is written.")
    answer: Amount | None = Field(
        None, description="The right amount with its currency: 1234,50 zł."
    )
    net: Amount | None = Field(
        None, description="The right amount where it is one without tax; needs `vat`."
    )
    gross: Amount | None = Field(
        None, description="The right amount where it is one with tax; needs `vat`."
    )
    vat: Rate | None = Field(
        None,
        description="The rate of tax, 23%: who writes net for gross, or the other way "
        "round, is told so.",
    )
    mixed_mark: Mark = Field(
        0, description="What net for gross earns, or the other way round: 0%."
    )
    tolerance: MoneyTolerance = Field(
        "0", description="How far off an amount may be: 5 gr, 0.05, or 1%."
    )
    currency: Literal["required", "soft", "ignore"] = Field(
        "soft",
        description="Whether the currency has to be written; `soft`: the amount counts "
        "without it, and is told of. Another currency is always wrong.",
    )
    soft_mark: Mark = Field(
        FULL,
        description="What of its mark an amount without its currency keeps: 100% when "
        "left out.",
    )
    near: tuple[NearMoney, ...] = Field(
        (),
        max_length=30,
        description="Typical wrong amounts, and inexact ones that earn a part.",
    )

    @model_validator(mode="after")
    def _check_amounts(self) -> "MoneyQuestion":
        faults = Faults()
        amounts = (self.answer, self.net, self.gross)
        count = sum(one is not None for one in amounts)
        if count != 1:
            faults.add("amount-count", count=count)
        elif self.answer is None and self.vat is None:
            faults.add("vat-missing")
        elif self.answer is not None and self.vat is not None:
            faults.add("vat-unused", "vat")
        ids = ((near.id, ("near", place)) for place, near in enumerate(self.near))
        faults.add_repeated_ids(ids)
        faults.raise_if_any()
        return self

    def widget(
        self,
        form: Form,  # noqa: ARG002 - nothing is drawn
        response: Response | None,
        verdict: Judgement | None = None,
    ) -> TextBox:
        """Return a box for the amount."""
        wanted = self.currency != "ignore"
        return TextBox(
            id=self.id,
            prompt=Html(self.prompt),
            name=self.id,
            value=stored_text(response, "text"),
            unit="" if wanted else self._right[1],
            note=N_("Write the amount with its currency.") if wanted else "",
            longest=_MOST_CHARACTERS,
            told=verdict.told() if verdict else UNTOLD,
        )

    def read(self, fields: Posted, form: Form) -> Response | None:  # noqa: ARG002
        """Return what was written, whether or not it is an amount."""
        text = typed(own_fields(fields, self.id), most=_MOST_CHARACTERS)
        return {"text": text} if text else None

    def judge(self, response: Response | None, form: Form) -> Judgement:  # noqa: ARG002
        """Give the full mark within the tolerance, else what a near amount gives."""
        text = stored_text(response, "text")
        if not text.strip():
            return judgement(0, answered=False, expected=self._expected)
        money = read_money(text)
        if money is None:
            return self._said("money-unreadable")
        if money.signs is None or (money.signs and self._right[1] not in money.signs):
            return self._other_currency(money)
        if not money.signs and self.currency == "required":
            return self._said("currency-missing")
        judged = self._judge_amount(money, self._right[1])
        if money.signs or self.currency == "ignore":
            return judged
        return self._without_currency(judged)

    def mark_of(self, text: str) -> int:
        """Return what an answer is worth, in millionths."""
        return self.judge({"text": text}, {}).mark

    def marking(self) -> tuple[Said, ...]:
        """Say how near an amount has to be, and what the currency is worth."""
        exact = self.tolerance in {"0", "0%"}
        taxed = self.answer is None
        soft = self.currency == "soft" and self.soft_mark < FULL
        return (
            said("number-exact")
            if exact
            else said("number-tolerance", tolerance=self.tolerance),
            *((said("number-near", count=len(self.near)),) if self.near else ()),
            said(f"currency-{self.currency}"),
            *((said("soft-mark", percent=self.soft_mark // 10_000),) if soft else ()),
            *((said("net-and-gross"),) if taxed else ()),
        )

    def misconceptions(self) -> dict[str, str]:
        """Return the misconceptions behind near amounts, and behind mixed-up ones."""
        mixed = {self._mixed[1]: self._mixed[1]} if self._mixed else {}
        return tags_of(self.near) | mixed

    def solution(self, form: Form) -> Response:  # noqa: ARG002
        """Return the right amount."""
        return {"text": money_written(*self._right, self.language)}

    def readable(self, response: Response, translate: Translate = str) -> str:  # noqa: ARG002
        """Return what was written, in one line."""
        return " ".join(stored_text(response, "text").split())

    def _judge_amount(self, money: Money, sign: str) -> Judgement:
        """Return what an amount in a currency is worth: the likeliest reading first."""
        if sign == self._right[1] and self._is(money, self._right[0], self.tolerance):
            return judgement(FULL, rule="answer", expected=self._expected)
        for place, near in enumerate(self.near, 1):
            amount, near_sign = money_of(near.answer)
            tolerance = near.tolerance or self.tolerance
            if sign == near_sign and self._is(money, amount, tolerance):
                return near.judged(place, self._expected)
        if sign == self._right[1] and self._mixed is not None:
            amount, code = self._mixed
            if self._is(money, amount, self.tolerance):
                return self._said(code, mark=self.mixed_mark)
        return judgement(0, expected=self._expected)

    def _is(self, money: Money, amount: Decimal, tolerance: str) -> bool:
        return any(within(one, amount, tolerance) for one in money.readings)

    def _other_currency(self, money: Money) -> Judgement:
        for sign in sorted(money.signs or ()):
            judged = self._judge_amount(money, sign)
            if judged.rule is not None:
                return judged
        return self._said("currency-other")

    def _without_currency(self, judged: Judgement) -> Judgement:
        """Take off what a forgotten currency costs, and say so of a right amount."""
        mark = judged.mark * self.soft_mark // FULL
        if judged.mark < FULL:
            return replace(judged, mark=mark)
        return replace(judged, mark=mark, code="currency-forgotten")

    def _said(self, code: str, mark: int = 0) -> Judgement:
        rule = code if code in {"net-for-gross", "gross-for-net"} else None
        return Judgement(
            mark=mark, code=code, rule=rule, tag=rule or "", expected=self._expected
        )

    @cached_property
    def _right(self) -> tuple[Decimal, str]:
        return money_of(self.answer or self.net or self.gross or "0 zł")

    @cached_property
    def _mixed(self) -> tuple[Decimal, str] | None:
        """The amount of whoever mixes net and gross up, and what is said of it."""
        if self.vat is None:
            return None
        factor = EXACT.add(Decimal(1), self.vat)
        if self.gross is not None:
            amount = _cents(EXACT.divide(self._right[0], factor))
            return amount, "net-for-gross"
        return _cents(EXACT.multiply(self._right[0], factor)), "gross-for-net"

    @cached_property
    def _expected(self) -> tuple[Html, ...]:
        return (escaped(money_written(*self._right, self.language)),)


def _cents(amount: Decimal) -> Decimal:
    return EXACT.quantize(amount, Decimal("0.01"))
