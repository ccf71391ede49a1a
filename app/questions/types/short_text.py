"""short-text: a word or a short sentence is written."""

from typing import ClassVar, Literal

from pydantic import Field

from app.questions.base import (
    Example,
    Form,
    Judgement,
    Posted,
    Question,
    Response,
    Translate,
)
from app.questions.reading import MOST_CHARACTERS, own_fields, stored_text, typed
from app.questions.texts import Html
from app.questions.typed.answer import TypedAnswer
from app.questions.widgets import UNTOLD
from app.questions.widgets.text_box import TextBox

_EXAMPLE = """
id: w-maedchen
type: short-text
prompt: Jak jest po niemiecku „dziewczyna”? Napisz z rodzajnikiem.
fold: de
answers:
  - text: das Mädchen
  - {text: Mädchen, mark: 50%, feedback: Brakuje rodzajnika.}
  - {text: die Mädchen, mark: 0%, feedback: To liczba mnoga.}
accepts: [das Maedchen, Das Mädchen., das Madchen]
rejects: [die Mädchen, der Mädchen]
explanation: Rzeczowniki na -chen mają rodzajnik das.
"""


class ShortText(TypedAnswer, Question):
    """One line of text, judged by ordered rules; responses are {"text": "…"}."""

    example: ClassVar[Example] = Example(
        _EXAMPLE,
        right={"text": "das Mädchen"},
        partial={"text": "Mädchen"},
        wrong={"text": "der Junge"},
    )

    type: Literal["short-text"] = Field(description="A word or short text is written.")

    def widget(
        self,
        form: Form,  # noqa: ARG002 - nothing is drawn
        response: Response | None,
        verdict: Judgement | None = None,
    ) -> TextBox:
        """Return one box to write in."""
        return TextBox(
            id=self.id,
            prompt=Html(self.prompt),
            name=self.id,
            value=stored_text(response, "text"),
            lang=self.fold,
            longest=MOST_CHARACTERS,
            told=verdict.told() if verdict else UNTOLD,
        )

    def read(self, fields: Posted, form: Form) -> Response | None:  # noqa: ARG002
        """Return what was written, as it was written."""
        text = typed(own_fields(fields, self.id))
        return {"text": text} if text else None

    def judge(self, response: Response | None, form: Form) -> Judgement:  # noqa: ARG002
        """Give what the first matching rule gives."""
        return self.judged(stored_text(response, "text"))

    def misconceptions(self) -> dict[str, str]:
        """Return the misconceptions behind rules and traps."""
        return self.misconceptions_of_rules()

    def solution(self, form: Form) -> Response:  # noqa: ARG002
        """Return the first answer that earns the full mark."""
        return {"text": self.best}

    def readable(self, response: Response, translate: Translate = str) -> str:  # noqa: ARG002
        """Return what was written, in one line."""
        return " ".join(stored_text(response, "text").split())
