"""Tables to tick: what a row is worth, and that ticking everything is worth nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.questions.base import FULL, BadResponse
from tests.questions.asking import asked, faults, form_of, shown

COLUMNS = [{"id": one, "text": one.upper()} for one in ("a", "b", "c")]


def row(row_id, *right, **keys):
    return {"id": row_id, "text": f"Row {row_id}", "right": list(right), **keys}


SEVERAL = asked(
    "matrix",
    columns=COLUMNS,
    rows=[row("r", "a", "b"), row("s", "c")],
    several=True,
)
ONE = asked(
    "matrix", columns=COLUMNS, rows=[row("r", "a", feedback="Nein."), row("s", "b")]
)


def mark(question, **rows):
    return question.judge({"rows": rows}, {}).mark


def test_each_row_earns_its_share():
    assert mark(ONE, r=["a"], s=["b"]) == FULL
    assert mark(ONE, r=["a"], s=["c"]) == FULL // 2
    assert mark(ONE, r=["a"]) == FULL // 2
    assert mark(ONE, r=["b"], s=["c"]) == 0


def test_within_a_row_wrong_ticks_take_away_what_right_ones_earn():
    assert mark(SEVERAL, r=["a", "b"], s=["c"]) == FULL
    assert mark(SEVERAL, r=["a"], s=["c"]) == 750_000
    assert mark(SEVERAL, r=["a", "b", "c"], s=["c"]) == FULL // 2
    assert mark(SEVERAL, s=["a", "c"]) == FULL // 4


@given(
    st.lists(
        st.sets(st.sampled_from("abc"), min_size=1, max_size=2), min_size=1, max_size=6
    )
)
def test_ticking_everything_earns_nothing_whatever_is_right(rights):
    rows = [row(f"r{place}", *sorted(right)) for place, right in enumerate(rights)]
    question = asked("matrix", columns=COLUMNS, rows=rows, several=True)
    everything = {one["id"]: ["a", "b", "c"] for one in rows}

    assert question.judge({"rows": everything}, {}).mark == 0


def test_an_error_in_one_row_takes_nothing_from_another():
    assert mark(SEVERAL, r=["c"], s=["c"]) == FULL // 2


def test_only_everything_right_counts_when_the_credit_says_so():
    strict = asked(
        "matrix", columns=COLUMNS, rows=[row("r", "a"), row("s", "b")], credit="all"
    )

    assert mark(strict, r=["a"]) == 0
    assert mark(strict, r=["a"], s=["b"]) == FULL


def test_columns_may_be_named_by_their_texts():
    question = asked(
        "matrix", columns=["Ja", "Nein"], rows=[{"text": "X", "right": "Ja"}]
    )

    assert question.rows[0].right == ("Ja",)


def test_a_row_takes_one_column_unless_several_are_allowed():
    form = form_of(ONE)
    fields = ONE.widget(form, {"rows": {"r": ["a"], "s": ["b"]}}).fields()
    name, other = fields
    both = {name: [*fields[name], *fields[other]]}

    with pytest.raises(BadResponse) as refused:
        ONE.read(both, form)

    assert refused.value.code == "field-repeated"


def test_several_ticks_are_read_in_the_order_of_the_columns():
    form = form_of(SEVERAL)
    fields = SEVERAL.widget(form, {"rows": {"r": ["a", "b"]}}).fields()
    turned = {name: values[::-1] for name, values in fields.items()}

    assert SEVERAL.read(turned, form) == {"rows": {"r": ["a", "b"]}}


def test_two_ticks_of_an_older_revision_are_none_where_one_is_wanted():
    assert ONE.judge({"rows": {"r": ["a", "b"]}}, {}).code == "unanswered"


def test_rows_are_drawn_and_columns_are_not():
    rows = [row(f"r{place}", "a") for place in range(6)]
    question = asked("matrix", columns=COLUMNS, rows=rows)
    fixed = asked("matrix", columns=COLUMNS, rows=rows, shuffle=False)
    orders = {tuple(form_of(question, seed)["order"]) for seed in range(5)}

    assert len(orders) > 1
    assert form_of(fixed)["order"] == [one["id"] for one in rows]
    assert question.widget(form_of(question), None).columns == ("A", "B", "C")


def test_a_wrong_row_says_what_is_right_and_why():
    judged = ONE.judge({"rows": {"r": ["b"]}}, {})
    html = shown(ONE.widget(form_of(ONE), {"rows": {"r": ["b"]}}, judged))

    assert "Nein." in html
    assert "choice-wrong" in html
    assert "choice-missed" in html
    secret = judged.without_solution()
    hidden = shown(ONE.widget(form_of(ONE), {"rows": {"r": ["b"]}}, secret))
    assert "choice-missed" not in hidden


def test_cells_are_named_by_their_row_and_their_column():
    html = shown(ONE.widget(form_of(ONE), None))

    assert html.count('scope="col"') == 3
    assert html.count('scope="row"') == 2
    assert html.count('aria-labelledby="q-q-part-') == 6


def test_answers_are_readable():
    assert SEVERAL.readable({"rows": {"r": ["a", "b"]}}) == "Row r → A, B"


@pytest.mark.parametrize(
    ("rows", "keys", "code"),
    [
        ([row("r", "x")], {}, "column-unknown"),
        ([row("r", "a", "b")], {}, "row-one"),
        ([row("r", "a", "b", "c")], {"several": True}, "row-all"),
        ([row("a", "a")], {}, "id-repeated"),
        ([row("r", "a"), row("s", "a") | {"text": "Row r"}], {}, "text-repeated"),
    ],
)
def test_a_table_that_cannot_be_marked_is_refused(rows, keys, code):
    found = faults("matrix", columns=COLUMNS, rows=rows, **keys)

    assert code in [one for one, _ in found]
