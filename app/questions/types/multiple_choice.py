"""multiple-choice: any number of choices is right."""

from typing import ClassVar, Literal

from pydantic import Field

from app.questions.base import Example, Form, Judgement, Posted, Response, judgement
from app.questions.choosing import ChoiceQuestion
from app.questions.fields import CREDIT_HELP, Credit, Faults
from app.questions.messages import Said, said
from app.questions.score import credited, share
from app.questions.widgets.choices import Choices

_EXAMPLE = """
id: srodki-ochrony
type: multiple-choice
prompt: Co pracodawca zapewnia pracownikowi bezpłatnie?
choices:
  - {id: rekawice, text: Rękawice ochronne, right: true}
  - {id: okulary, text: Okulary ochronne, right: true}
  - {id: obiad, text: Obiad, feedback: Do posiłków profilaktycznych są osobne zasady.}
  - {id: dojazd, text: Bilet miesięczny}
explanation: Środki ochrony indywidualnej są dla pracownika bezpłatne.
legal_basis: [art. 237⁶ § 1 KP]
"""


class MultipleChoice(ChoiceQuestion):
    """Choices of which any number is right; what is ticked wrongly costs.

    The mark is the share of the right choices ticked less the share of the wrong ones
    ticked, never below zero; so ticking everything earns nothing.
    """

    example: ClassVar[Example] = Example(
        _EXAMPLE,
        right={"choices": ["rekawice", "okulary"]},
        partial={"choices": ["rekawice"]},
        wrong={"choices": ["rekawice", "okulary", "obiad", "dojazd"]},
    )

    type: Literal["multiple-choice"] = Field(description="Any number is right.")
    credit: Credit = Field("partial", description=CREDIT_HELP)

    def check_rightness(self, faults: Faults) -> None:
        """Refuse questions in which everything or nothing is right."""
        if not self.right_ids:
            faults.add("right-missing")
        elif all(is_right for _, _, is_right in self.placed_alternatives):
            faults.add("wrong-missing")

    def widget(
        self, form: Form, response: Response | None, verdict: Judgement | None = None
    ) -> Choices:
        """Return one box to tick for each choice."""
        return self.choices_widget(form, response, verdict, several=True)

    def read(self, fields: Posted, form: Form) -> Response | None:
        """Return all choices that were ticked."""
        chosen = self.posted(fields, form)
        return {"choices": chosen} if chosen else None

    def marking(self) -> tuple[Said, ...]:
        """Say what right and wrong ticks are worth."""
        if self.credit == "all":
            return (said("ticks-all"),)
        right, every = len(self.right_ids), len(self.alternatives)
        return (said("ticks", right=right, wrong=every - right),)

    def judge(self, response: Response | None, form: Form) -> Judgement:  # noqa: ARG002
        """Give what the right ticks earn less what the wrong ones cost."""
        chosen = self.chosen(response)
        return judgement(
            self._mark(chosen),
            answered=bool(chosen),
            parts=self.part_verdicts(chosen),
        )

    def _mark(self, chosen: list[str]) -> int:
        rights = len(self.right_ids)
        wrongs = len(self.alternatives) - rights
        ticked = len(self.right_ids.intersection(chosen))
        mistaken = len(chosen) - ticked
        mark = share(ticked * wrongs - mistaken * rights, rights * wrongs)
        return credited(mark, self.credit)
