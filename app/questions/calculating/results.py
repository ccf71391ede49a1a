"""Results that an author foresees: those of typical mistakes, and wrong choices."""

from pydantic import Field

from app.questions.base import Part
from app.questions.calculating.values import Expression
from app.questions.fields import InlineWithGaps, Text, Tolerance
from app.questions.typical import Typical


class NearResult(Typical):
    """A result that is not the right one, and yet worth something or typical."""

    answer: Expression = Field(description="What comes out, as an expression.")
    tolerance: Tolerance | None = Field(
        None, description="How far off it may be; without it, as far as the answer."
    )
    feedback: InlineWithGaps = Field("", description="Shown to those who answer so.")


class WrongResult(Part):
    """A wrong choice."""

    value: Expression = Field(description="What comes out, as an expression.")
    feedback: InlineWithGaps = Field("", description="Shown to those who take it.")
    tag: Text = Field(
        "",
        max_length=60,
        description="A word for the misconception behind it, counted in statistics.",
    )
