"""Dates, waiting time and moments as an author writes them in a quiz."""

from __future__ import annotations

import pytest

from app.content.conditions import LocalTime, Shows, Window, shown_by
from tests.content.packages import FILES, checked, codes


def quiz_with(*lines):
    quiz = FILES["quizzes/quiz.yaml"] + "".join(f"{line}\n" for line in lines)
    return checked({"quizzes/quiz.yaml": quiz})


def compiled(*lines):
    found = quiz_with(*lines)
    assert codes(found.problems) == []
    return found.course.quizzes["quiz"]


def test_dates_waiting_and_what_counts_are_read():
    quiz = compiled(
        "opens: 2026-12-01 08:00 Europe/Warsaw",
        "closes: 2026-12-18 18:00 Europe/Berlin",
        "wait: 24 h",
        "counts: last",
        "going_back: false",
    )

    assert quiz.window == Window(
        LocalTime.parse("2026-12-01 08:00 Europe/Warsaw"),
        LocalTime.parse("2026-12-18 18:00 Europe/Berlin"),
    )
    assert (quiz.wait, quiz.counts, quiz.going_back) == (1440, "last", False)


def test_without_a_word_a_quiz_is_open_and_one_may_go_back():
    quiz = compiled()

    assert quiz.window == Window()
    assert (quiz.wait, quiz.counts, quiz.going_back) == (None, "best", True)
    assert quiz.shows == shown_by("end", "end")


@pytest.mark.parametrize(
    ("text", "minutes"), [("30 min", 30), ("2h", 120), ("60 d", 86_400)]
)
def test_waiting_time_has_a_unit(text, minutes):
    assert compiled(f"wait: {text}").wait == minutes


def test_moments_that_are_left_out_are_as_the_behaviour_says():
    quiz = compiled("shows: {after: [mark], during: []}")

    usual = shown_by("end", "end")
    assert quiz.shows == Shows((), ("mark",), usual.at_last)


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (["opens: 2026-12-01 08:00"], "not-a-local-time"),
        (["opens: 2026-12-01 08:00 Europe/Warszawa"], "not-a-local-time"),
        (["opens: 2026-02-30 08:00 Europe/Warsaw"], "not-a-local-time"),
        (["opens: 2026-12-01 08:00 ../../etc/passwd"], "not-a-local-time"),
        (["closes: 2027-03-28 02:30 Europe/Warsaw"], "no-such-time"),
        (
            [
                "opens: 2026-12-01 08:00 Europe/Warsaw",
                "closes: 2026-12-01 07:00 Europe/Warsaw",
            ],
            "closes-first",
        ),
        (["wait: 24"], "not-a-wait"),
        (["wait: 61 d"], "not-a-wait"),
        (["wait: 0 h"], "not-a-wait"),
        (["shows: {after: [feedback]}"], "mark-first"),
        (["shows: {after: [mark]}", "feedback: now"], "shown-twice"),
        (["shows: {after: [mark]}", "solutions: end"], "shown-twice"),
        (["shows: {later: [mark]}"], "unknown-key"),
    ],
)
def test_what_makes_no_sense_is_refused(lines, code):
    assert codes(quiz_with(*lines).problems) == [code]
