"""What is said about answers: why one was not taken, and what it is worth."""

from app.questions.messages.wording import N_

# By the code of a `BadResponse`: why an answer could not be taken.
REFUSALS: dict[str, str] = {
    "field-unknown": N_(
        "This page is out of date. Load it again and answer once more."
    ),
    "field-repeated": N_("Only one answer can be given here."),
    "answer-unknown": N_(
        "This page is out of date. Load it again and answer once more."
    ),
    "answer-too-long": N_("Your answer may have %(most)s characters at most."),
    "position-repeated": N_(
        "Each position can be given once only; %(position)s is there several times."
    ),
}

# By the code of a `Judgement`: what it says to the learner.
VERDICTS: dict[str, str] = {
    "right": N_("Right"),
    "nearly": N_("Right, but look at the spelling."),
    "partly": N_("Partly right"),
    "wrong": N_("Wrong"),
    "unanswered": N_("Not answered"),
    "noted": N_("Your answer has been noted."),
    "number-unreadable": N_("This cannot be read as a number."),
    "unit-missing": N_("The unit is missing. Possible are: %(units)s."),
    "unit-unknown": N_("The unit %(unit)s does not fit here. Possible are: %(units)s."),
}
