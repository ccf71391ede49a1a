"""One draw of a calculated question: what it shows, and what results are worth."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from hashlib import blake2s

from app.questions.base import Judgement, PartVerdict, Response, judgement
from app.questions.calculating.box import RIGHT, ResultBox
from app.questions.calculating.values import attempted
from app.questions.decimals import within, written
from app.questions.numbers import Unreadable
from app.questions.reading import stored_text
from app.questions.score import FULL
from app.questions.texts import Html, escaped


@dataclass(frozen=True)
class Draw:
    """A question together with the values it was asked with."""

    asked: ResultBox
    values: Mapping[str, Decimal]

    def filled(self, html: str) -> Html:
        """Return a text with its values in it."""
        return self.asked.calculation.filled(html, self._known)

    def result(self, choice: str) -> str:
        """Return a result to choose as it is shown; "?" where it comes to nothing."""
        number = attempted(self.asked.results[choice], self._known)
        return "?" if number is None else self.asked.shown_result(number)

    def chosen(self, response: Response | None) -> str:
        """Return the id of the result a response chose, "" for none that is known."""
        choice = stored_text(response, "choice")
        return choice if choice in self.asked.results and self.asked.wrong else ""

    @property
    def kept(self) -> dict[str, str]:
        """The values as a response keeps them."""
        return {name: written(number, ".") for name, number in self.values.items()}

    @property
    def fingerprint(self) -> str:
        """What tells these values from others."""
        return blake2s(repr(self.kept).encode(), digest_size=5).hexdigest()

    @property
    def listed(self) -> str:
        """The values by name, to be read."""
        shown = self.asked.calculation.shown
        return ", ".join(
            f"{name} = {shown(name, number)}" for name, number in self.values.items()
        )

    def judge_text(self, text: str) -> Judgement:
        """Return what a written result is worth."""
        expected = (escaped(self.result(RIGHT)),)
        if not text.strip():
            return judgement(0, answered=False, expected=expected)
        numbers = self.asked.numbers_in(text)
        if isinstance(numbers, Unreadable):
            code, params = numbers.code, numbers.params
            return Judgement(mark=0, code=code, params=params, expected=expected)
        for number in numbers:
            judged = self._judge_number(number, expected)
            if judged is not None:
                return judged
        return judgement(0, expected=expected)

    def judge_choice(self, chosen: str) -> Judgement:
        """Return what a chosen result is worth."""
        tags = {one.id: one.tag for one in self.asked.wrong}
        return judgement(
            FULL if chosen == RIGHT else 0,
            answered=bool(chosen),
            rule=chosen or None,
            tag=tags.get(chosen, ""),
            parts=tuple(
                self._part(one, chosen)
                for one in self.asked.results
                if one in (chosen, RIGHT)
            ),
        )

    def _judge_number(
        self, number: Decimal, expected: tuple[Html, ...]
    ) -> Judgement | None:
        right = attempted(self.asked.answer, self._known)
        if right is not None and within(number, right, self.asked.tolerance):
            return judgement(FULL, rule="answer", expected=expected)
        for place, near in enumerate(self.asked.near, 1):
            wanted = attempted(near.answer, self._known)
            tolerance = near.tolerance or self.asked.tolerance
            if wanted is not None and within(number, wanted, tolerance):
                judged = near.judged(place, expected)
                return replace(
                    judged, feedback=tuple(map(self.filled, judged.feedback))
                )
        return None

    def _part(self, choice: str, chosen: str) -> PartVerdict:
        feedback = {one.id: one.feedback for one in self.asked.wrong}.get(choice)
        right, given = choice == RIGHT, choice == chosen
        return PartVerdict(
            id=choice,
            mark=FULL if given and right else 0,
            right=given and right,
            given=given,
            feedback=self.filled(feedback) if given and feedback else None,
            expected=escaped(self.result(choice)) if right else None,
        )

    @cached_property
    def _known(self) -> dict[str, Decimal]:
        return self.asked.calculation.complete(self.values)
