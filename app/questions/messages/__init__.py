"""What this room has to say, as codes and English message ids; the edge translates."""

from app.questions.messages.faults import FAULTS
from app.questions.messages.judgements import REFUSALS, VERDICTS
from app.questions.messages.markings import MARKINGS, Said, credited_said, said
from app.questions.messages.wording import N_, Fault

__all__ = [
    "FAULTS",
    "MARKINGS",
    "N_",
    "REFUSALS",
    "VERDICTS",
    "Fault",
    "Said",
    "credited_said",
    "said",
]
