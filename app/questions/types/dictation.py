"""dictation: what is heard is written down."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar, Literal

from pydantic import Field, ValidationInfo, model_validator

from app.questions.base import (
    BadResponse,
    Example,
    Form,
    Judgement,
    Posted,
    Question,
    Response,
    Translate,
    judgement,
)
from app.questions.fields import CREDIT_HELP, Block, Credit, Faults, Texts
from app.questions.folding import Profile
from app.questions.media import Sound
from app.questions.messages import N_, Said, credited_said, said
from app.questions.reading import (
    MOST_CHARACTERS,
    own_fields,
    single,
    stored_text,
    typed,
)
from app.questions.score import credited, share
from app.questions.texts import Html, escaped
from app.questions.transcripts import Care, Comparison, Rules, Word, compared, words
from app.questions.typos import Typos
from app.questions.widgets.dictation import Dictation as Recording

_EXAMPLE = """
id: dyktando-warsztat
type: dictation
prompt: Posłuchaj i zapisz zdanie.
sound: media/satz.mp3
slow: media/satz-wolno.mp3
plays: 3
transcript: Der Lehrling holt die Säge aus der Werkstatt.
fold: de
case: soft
alternative: "Przetłumacz na niemiecki: *Uczeń przynosi piłę z warsztatu.*"
"""

_LONGEST = 600
_ALTERNATIVE = "alternative"


class Dictation(Question):
    """A recording to be written down; responses are {"text": "…"}.

    With {"alternative": true} the text was written without hearing it. The mark is the
    word accuracy, 1 - (S + D + I) / N, never below zero: S words are wrong, D missing
    and I too many in the cheapest alignment (Levenshtein over words) with a transcript
    of N words. It is what speech recognition calls one less the word error rate.
    """

    example: ClassVar[Example] = Example(
        _EXAMPLE,
        right={"text": "Der Lehrling holt die Säge aus der Werkstatt."},
        partial={"text": "Der Lehrling holt die Säge", "alternative": True},
        wrong={"text": "Guten Morgen"},
    )

    type: Literal["dictation"] = Field(description="What is heard is written down.")
    sound: Sound = Field(description="The recording, as in media/satz.mp3.")
    slow: Sound | None = Field(
        None, description="The same text spoken slowly, in another file."
    )
    plays: int | None = Field(
        None,
        ge=1,
        le=20,
        description="How often it can be heard in a quiz; counted by the browser, so "
        "it is no secure limit. Without it there is none.",
    )
    transcript: Texts = Field(
        min_length=1, max_length=20, description="What is said; several may be right."
    )
    fold: Profile = Field(
        "en",
        description="Language of the recording; without it the language taught, else "
        "that of the course.",
    )
    typos: Typos = Field(
        "auto",
        description="Slips forgiven in a word: auto (none below 5 letters, one up to "
        "8, two above), none, 1 or 2. Never in numbers or negations.",
    )
    case: Care = Field(
        "ignore",
        description="Capitals: ignore, soft (right with a remark) or required.",
    )
    punctuation: Care = Field(
        "ignore",
        description="Commas and full stops: ignore, soft (right with a remark) or "
        "required (the word before is wrong).",
    )
    alternative: Block = Field(
        "",
        description="A task in Markdown for those who cannot hear, answered with the "
        "same words; shown on request.",
    )
    credit: Credit = Field("partial", description=CREDIT_HELP)

    @model_validator(mode="before")
    @classmethod
    def _default_language(cls, value: Any, info: ValidationInfo) -> Any:
        context = info.context or {}
        language = context.get("teaches") or context.get("language")
        if isinstance(value, Mapping) and language and "fold" not in value:
            return {**value, "fold": language}
        return value

    @model_validator(mode="after")
    def _check_transcripts(self) -> "Dictation":
        faults = Faults()
        for place, text in enumerate(self.transcript):
            if len(text) > _LONGEST:
                faults.add("transcript-long", "transcript", place, most=_LONGEST)
            elif not words(text):
                faults.add("transcript-empty", "transcript", place)
        faults.raise_if_any()
        return self

    def widget(
        self,
        form: Form,  # noqa: ARG002 - nothing is drawn
        response: Response | None,
        verdict: Judgement | None = None,  # noqa: ARG002 - it is told below the box
    ) -> Recording:
        """Return the recording and the box."""
        return Recording(
            id=self.id,
            prompt=Html(self.prompt),
            name=self.id,
            sound=self.sound,
            slow=self.slow,
            plays=self.plays,
            value=stored_text(response, "text"),
            lang=self.fold,
            longest=self._most,
            alternative=Html(self.alternative),
            is_alternative=_is_alternative(response),
        )

    def read(self, fields: Posted, form: Form) -> Response | None:  # noqa: ARG002
        """Return what was written, and whether it was the other task."""
        own = own_fields(fields, self.id, (_ALTERNATIVE,))
        taken = single(own, _ALTERNATIVE)
        if taken not in ("", "yes"):
            raise BadResponse("answer-unknown")
        other = {_ALTERNATIVE: True} if taken else {}
        try:
            text = typed(own, most=self._most)
        except BadResponse as fault:
            entered = {**(fault.entered or {}), **other}
            raise BadResponse(fault.code, entered, **fault.params) from None
        return {"text": text, **other} if text else None

    def judge(self, response: Response | None, form: Form) -> Judgement:  # noqa: ARG002
        """Give the share of words that are right."""
        given = words(stored_text(response, "text")[:MOST_CHARACTERS])
        if not stored_text(response, "text").strip():
            return judgement(0, answered=False)
        mark, place, found = max(
            (self._compared(given, place) for place in range(len(self._wanted))),
            key=lambda one: (one[0], -one[2].remarks, -one[1]),
        )
        nearly = not found.errors and found.remarks > 0
        return judgement(
            credited(mark, self.credit),
            remark="nearly" if nearly else "",
            rule=f"transcript-{place + 1}" if not found.errors else None,
            expected=(escaped(self.transcript[place]),),
            # Where no word is right, a comparison helps nobody.
            difference=found.difference if mark and (found.errors or nearly) else None,
        )

    def _compared(
        self, given: tuple[Word, ...], place: int
    ) -> tuple[int, int, Comparison]:
        wanted = self._wanted[place]
        rules = Rules(self.fold, self.typos, self.case, self.punctuation)
        found = compared(given, wanted, rules)
        return share(len(wanted) - found.errors, len(wanted)), place, found

    def marking(self) -> tuple[Said, ...]:
        """Say that words earn shares, and what is forgiven in them."""
        count, texts = len(self._wanted[0]), len(self._wanted)
        sentences = [*credited_said(self.credit, said("words", count=count))]
        if texts > 1:
            sentences.append(said("transcripts", count=texts))
        sentences.append(said(f"slips-{self.typos}"))
        if self.case != "ignore":
            required = self.case == "required"
            sentences.append(said("case-required" if required else "capitals-soft"))
        if self.punctuation != "ignore":
            sentences.append(said(f"punctuation-{self.punctuation}"))
        return tuple(sentences)

    def solution(self, form: Form) -> Response:  # noqa: ARG002 - the same in any form
        """Return the first transcript."""
        return {"text": self.transcript[0]}

    def readable(self, response: Response, translate: Translate = str) -> str:
        """Return what was written, with a remark when it was the other task."""
        text = " ".join(stored_text(response, "text").split())
        if not _is_alternative(response):
            return text
        return f"{text} ({translate(N_('without hearing it'))})"

    @cached_property
    def _wanted(self) -> tuple[tuple[Word, ...], ...]:
        return tuple(words(text) for text in self.transcript)

    @property
    def _most(self) -> int:
        """How many characters are taken: enough for mistakes, too few for a flood.

        In round numbers, as the page says it and nobody is to count the letters.
        """
        hundreds = max(map(len, self.transcript)) // 100
        return 200 * hundreds + 300


def _is_alternative(response: Response | None) -> bool:
    return (response or {}).get(_ALTERNATIVE) is True
