"""How questions are marked, in words for their trainers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.questions.messages.wording import N_

# By the code of a `Said`.
MARKINGS: dict[str, str] = {
    "traps": N_(
        "Answers near to the right one that are no slip of it (%(count)s are listed) "
        "earn nothing."
    ),
    "case-soft": N_("Wrong capitals count, and are told of."),
    "articles-ignore": N_("Articles do not matter."),
    "articles-soft": N_("A wrong or missing article counts, and is told of."),
    "soft-mark": N_(
        "An answer with nothing but such an error keeps %(percent)s of its mark."
    ),
    "by-nobody": N_("It is not marked and weighs nothing."),
    "all-or-nothing": N_(
        "Only a wholly right answer earns the mark; a part of it earns nothing."
    ),
    "one-right": N_("The right choice earns the full mark, any other nothing."),
    "ticks": N_(
        "Each of the %(right)s right choices earns an equal share; each of the "
        "%(wrong)s wrong ones that is ticked takes a share away, down to nothing."
    ),
    "ticks-all": N_(
        "The mark is earned by ticking all that is right and nothing else."
    ),
    "pairs": N_("Each of the %(count)s pairs earns an equal share."),
    "gaps": N_("Each of the %(count)s gaps earns an equal share."),
    "neighbours": N_(
        "Each item directly followed by its right successor earns an equal share "
        "(%(count)s in all), so that one misplaced item does not spoil the others."
    ),
    "rows": N_("Each of the %(count)s rows earns an equal share."),
    "cells": N_(
        "Each of the %(count)s rows earns an equal share. Within a row, right ticks "
        "earn and wrong ones take away, down to nothing."
    ),
    "items-sorted": N_(
        "Each of the %(count)s items earns an equal share where it belongs."
    ),
    "item-nowhere": N_(
        "An item that belongs nowhere has to be said to belong nowhere."
    ),
    "tiles": N_(
        "The nearest accepted sentence counts. Each word directly followed by the "
        "right one earns an equal share; each tile too much takes a share away."
    ),
    "sentences": N_("%(count)s sentences are accepted."),
    "zones": N_(
        "Each of the %(right)s right places earns an equal share; each of the "
        "%(wrong)s wrong ones takes a share away, down to nothing, and so does a mark "
        "elsewhere."
    ),
    "zones-all": N_("The mark is earned by all right places and no other."),
    "zones-one": N_("A right place earns the full mark, any other nothing."),
    "zones-near": N_(
        "A mark beside a place still counts for it up to %(percent)s %% of the width "
        "of the picture."
    ),
    "labels": N_("Each of the %(count)s places with its label earns an equal share."),
    "words": N_(
        "The mark is the share of right words: each word that is wrong, missing or "
        "too many takes one of %(count)s shares away, down to nothing."
    ),
    "transcripts": N_("The nearest of %(count)s texts counts."),
    "punctuation-soft": N_("Wrong punctuation is shown and costs nothing."),
    "punctuation-required": N_("A word with wrong punctuation is wrong."),
    "capitals-soft": N_("Wrong capital letters are shown and cost nothing."),
    "first-rule": N_(
        "Rules are tried from top to bottom; the first that takes the answer decides "
        "its mark."
    ),
    "slips-auto": N_(
        "Slips of the keyboard are forgiven and shown: none in a word below 5 "
        "letters, one up to 8 letters, two in longer ones, two in an answer."
    ),
    "slips-1": N_("One slip of the keyboard is forgiven and shown."),
    "slips-2": N_("Two slips of the keyboard are forgiven and shown."),
    "slips-none": N_("No slip of the keyboard is forgiven."),
    "case-required": N_("Small and capital letters have to be right."),
    "date-exact": N_("The day has to be met exactly, in any usual form."),
    "date-tolerance": N_(
        "The day may be off: up to %(earlier)s days earlier, %(later)s days later."
    ),
    "currency-required": N_("The currency has to be written."),
    "currency-soft": N_("A missing currency is told of; another currency is wrong."),
    "currency-ignore": N_("The currency need not be written; another one is wrong."),
    "net-and-gross": N_("Who mixes up net and gross is told so."),
    "values-drawn": N_("Each attempt draws its own numbers."),
    "number-exact": N_("The number has to be met exactly."),
    "number-tolerance": N_("The number may be off by %(tolerance)s."),
    "number-near": N_(
        "Otherwise the first inexact number that fits decides (%(count)s are listed)."
    ),
    "number-units": N_("A unit has to be written: %(units)s."),
}


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence: a code of `MARKINGS`, and the parameters that go into it."""

    code: str
    params: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """The message id of this code; `params` go into it."""
        return MARKINGS[self.code]


def said(code: str, **params: str | int) -> Said:
    """Return the sentence of a code."""
    return Said(code, params)


def credited_said(credit: str, *partly: Said) -> tuple[Said, ...]:
    """Return how parts earn, or that only the whole counts (`credit` is "all")."""
    return (said("all-or-nothing"),) if credit == "all" else partly
