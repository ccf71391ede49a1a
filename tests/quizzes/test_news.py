"""Which answers on a page are news: no replay, and not what an old page still shows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.quizzes import rules
from app.quizzes.rules import Saved, Step

A, B, BLANK = {"text": "A"}, {"text": "B"}, {}
ONE, TWO = "1" * 16, "2" * 16


def step(sequence, key, answer, state=Saved.SAVED):
    return Step(sequence, key, rules.answer_hash(answer), state)


def is_news(steps, answer, *, key=ONE, seen=0, checked=False, final=False):
    return rules.is_news(
        steps, answer, key=key, seen=seen, checked=checked, final_at_once=final
    )


def test_a_first_answer_is_news_and_a_blank_is_not():
    assert is_news([], A)
    assert not is_news([], BLANK)


def test_the_same_page_sent_again_is_no_news():
    assert not is_news([step(1, ONE, A)], A)


def test_another_answer_from_the_same_page_is_news():
    assert is_news([step(1, ONE, A)], B)


def test_going_back_to_the_first_answer_is_news():
    """With the Back button the page, and so its key, is the same each time."""
    assert is_news([step(1, ONE, A), step(2, ONE, B)], A)


def test_a_late_replay_does_not_cover_what_another_page_sent_since():
    assert not is_news([step(1, ONE, A), step(2, TWO, B)], A)


def test_a_page_left_open_blank_takes_nothing_back():
    assert not is_news([step(1, TWO, A)], BLANK, seen=0)


def test_a_page_left_open_with_an_old_answer_takes_nothing_back():
    assert not is_news([step(1, TWO, A), step(2, TWO, B)], A, seen=1)


def test_a_change_on_a_page_left_open_is_news():
    assert is_news([step(1, TWO, A)], B, seen=0)


def test_clearing_what_the_page_showed_is_news():
    assert is_news([step(1, TWO, A)], BLANK, seen=1)


def test_clearing_what_the_page_saved_itself_is_news():
    """It was loaded blank, saved an answer by script, and was cleared again."""
    assert is_news([step(1, ONE, A)], BLANK, seen=0)


def test_a_page_that_does_not_say_what_it_showed_is_compared_with_the_last_answer():
    steps = [step(1, TWO, A)]

    assert not is_news(steps, A, seen=None)
    assert is_news(steps, BLANK, seen=None)


def test_to_check_a_saved_answer_is_news_once():
    assert is_news([step(1, ONE, A)], A, checked=True)
    checked = [step(1, ONE, A), step(2, ONE, A, Saved.SUBMITTED)]
    assert not is_news(checked, A, checked=True)
    assert not is_news(checked, A, key=TWO, seen=2, checked=True)


def test_to_check_nothing_is_no_news():
    assert not is_news([], BLANK, checked=True)
    assert not is_news([step(1, ONE, BLANK)], BLANK, checked=True)


def test_a_checked_answer_can_be_changed_while_one_practises():
    assert is_news([step(1, ONE, A, Saved.SUBMITTED)], B, checked=True)


def test_a_checked_answer_is_final_where_the_attempt_counts():
    checked = [step(1, ONE, A, Saved.SUBMITTED)]

    assert not is_news(checked, B, final=True)
    assert not is_news(checked, B, key=TWO, seen=1, checked=True, final=True)


def test_a_late_answer_is_kept_once():
    late = [step(1, ONE, A), step(2, ONE, B, Saved.LATE)]

    assert not is_news(late, B)
    assert is_news(late, {"text": "C"})


answers = st.sampled_from([A, B, BLANK])
pages = st.sampled_from([ONE, TWO])


@given(
    history=st.lists(st.tuples(pages, answers), max_size=8),
    last=st.tuples(pages, answers),
)
def test_whatever_came_before_a_form_sent_again_at_once_is_no_news(history, last):
    steps = []
    for key, answer in [*history, last]:
        if is_news(steps, answer, key=key):
            steps.append(step(len(steps) + 1, key, answer))

    assert not is_news(steps, last[1], key=last[0])
