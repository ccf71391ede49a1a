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
    "date-ambiguous": N_(
        "Is this %(first)s or %(second)s? Write the month as a word, please."
    ),
    "values-changed": N_(
        "The numbers of this question have changed. Answer with the new ones, please."
    ),
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
    "void": N_("Counts as right, because the question is not asked any more."),
    "noted": N_("Your answer has been noted."),
    "nearly-article": N_("Right, apart from the article."),
    "nearly-case": N_("Right, apart from small and capital letters."),
    "nearly-both": N_("Right, apart from the article and the capital letters."),
    "date-unreadable": N_(
        "This cannot be read as a date with its year. Write it like 31.12.2026."
    ),
    "date-impossible": N_("There is no such day in the calendar."),
    "money-unreadable": N_("This cannot be read as an amount of money."),
    "currency-forgotten": N_("Right, apart from the currency, which is missing."),
    "currency-missing": N_("The currency is missing."),
    "currency-other": N_("The currency does not fit here."),
    "net-for-gross": N_("This is the net amount; asked is the gross amount."),
    "gross-for-net": N_("This is the gross amount; asked is the net amount."),
    "number-unreadable": N_("This cannot be read as a number."),
    "unit-missing": N_("The unit is missing. Possible are: %(units)s."),
    "unit-unknown": N_("The unit %(unit)s does not fit here. Possible are: %(units)s."),
}
