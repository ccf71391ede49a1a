"""Sentences made of tiles: which are right, how near others are, and how they read."""

import pytest

from app.questions.base import FULL, BadResponse
from tests.questions.asking import asked, faults, form_of, sent, shown

TILES = [
    {"id": "ich", "text": "ich"},
    {"id": "fahre", "text": "fahre"},
    {"id": "heute", "text": "heute"},
    {"id": "heim", "text": "nach Hause"},
]
EXTRA = [{"id": "faehrt", "text": "fährt"}]
ORDER = asked(
    "word-order", tiles=TILES, also=["Heute fahre ich nach Hause."], extra=EXTRA
)


def judged(*tiles, question=ORDER):
    return question.judge({"tiles": list(tiles)}, {})


def test_every_accepted_sentence_earns_the_full_mark():
    assert judged("ich", "fahre", "heute", "heim").mark == FULL
    assert judged("heute", "fahre", "ich", "heim").mark == FULL


def test_the_nearest_accepted_sentence_decides():
    near = judged("heute", "fahre", "heim", "ich")

    assert near.mark == 333_333
    assert near.rule == "sentence-2"
    assert near.expected == ("Heute fahre ich nach Hause.",)
    assert near.code == "partly"


def test_what_is_too_much_takes_a_share_away():
    assert judged("ich", "fahre", "faehrt", "heute", "heim").mark == 333_333
    assert judged("faehrt").mark == 0


def test_a_word_that_was_left_out_costs_what_hangs_on_it():
    assert judged("ich", "fahre", "heute").mark == 666_667


def test_the_difference_is_told_word_by_word():
    pieces = judged("heute", "ich", "fahre", "heim").difference

    assert pieces is not None
    given = "".join(one.text for one in pieces if one.kind != "missing").split()
    wanted = "".join(one.text for one in pieces if one.kind != "extra").split()
    assert given == ["heute", "ich", "fahre", "nach", "Hause"]
    assert wanted in (
        ["heute", "fahre", "ich", "nach", "Hause"],
        ["ich", "fahre", "heute", "nach", "Hause"],
    )


def test_nothing_is_compared_for_those_who_may_not_see_the_solution():
    secret = judged("heute", "ich").without_solution()

    assert (secret.expected, secret.difference) == ((), None)


def test_tiles_with_the_same_words_are_interchangeable():
    tiles = [
        {"id": one, "text": text}
        for one, text in zip("abcd", ["das", "ist", "das", "Haus"], strict=True)
    ]
    question = asked("word-order", tiles=tiles)

    assert judged("c", "b", "a", "d", question=question).mark == FULL


def test_another_order_with_the_same_neighbours_is_not_right():
    tiles = [{"id": f"t{place}", "text": text} for place, text in enumerate("abaca")]
    question = asked("word-order", tiles=tiles)

    assert judged("t0", "t3", "t2", "t1", "t4", question=question).mark == 750_000


@pytest.mark.parametrize(
    ("words", "end", "reads"),
    [
        (["ich", "weiß", ",", "dass"], ".", "Ich weiß, dass."),
        (["„", "ja", "“", "sagt", "er"], ".", "„Ja“ sagt er."),
        (["école"], "!", "École!"),
    ],
)
def test_sentences_read_as_they_are_written(words, end, reads):
    tiles = [{"id": f"t{place}", "text": word} for place, word in enumerate(words)]
    spare = [{"id": "x", "text": "x"}]
    question = asked("word-order", tiles=[*tiles, *spare], end=end)

    assert question.readable({"tiles": [one["id"] for one in tiles]}) == reads


def test_no_capital_is_made_where_none_is_wanted():
    question = asked("word-order", tiles=TILES, capital=False, end="")

    assert question.readable({"tiles": ["ich", "fahre"]}) == "ich fahre"


def test_the_tiles_are_never_drawn_in_a_right_order():
    for seed in range(60):
        order = form_of(ORDER, seed)["order"]
        assert judged(*order[:4]).mark < FULL


def test_positions_with_holes_are_read_in_their_order():
    form = form_of(ORDER)
    fields = ORDER.widget(form, {"tiles": ["ich", "fahre"]}).fields()
    moved = {
        name: ["5" if value == ["2"] else value[0]] for name, value in fields.items()
    }

    assert ORDER.read(moved, form) == {"tiles": ["ich", "fahre"]}


def test_a_position_given_twice_is_refused_and_shown_again():
    form = form_of(ORDER)
    fields = ORDER.widget(form, {"tiles": ["ich", "fahre"]}).fields()
    twice = {name: ["3" if value[0] else ""] for name, value in fields.items()}

    with pytest.raises(BadResponse) as refused:
        ORDER.read(twice, form)

    assert refused.value.code == "position-repeated"
    assert sent(shown(ORDER.widget(form, refused.value.entered))) == twice


def test_a_sentence_is_complete_with_as_many_tiles_as_it_needs():
    assert ORDER.is_complete({"tiles": ["ich", "fahre", "heute", "heim"]})
    assert not ORDER.is_complete({"tiles": ["ich", "fahre", "heute"]})


def test_only_everything_right_counts_when_the_credit_says_so():
    strict = asked("word-order", tiles=TILES, credit="all")

    assert judged("ich", "fahre", "heim", "heute", question=strict).mark == 0
    assert judged("ich", "fahre", "heute", "heim", question=strict).mark == FULL


def test_the_language_of_the_sentence_is_the_one_taught():
    assert ORDER.lang == "de"
    assert '<label class="word-order-word"' in shown(ORDER.widget({}, None))
    assert 'lang="de">fahre</label>' in shown(ORDER.widget({}, None))


def test_other_sentences_may_use_the_extra_tiles():
    question = asked(
        "word-order",
        tiles=TILES,
        extra=[{"id": "er", "text": "er"}, *EXTRA],
        also=["Er fährt heute nach Hause."],
    )

    assert judged("er", "faehrt", "heute", "heim", question=question).mark == FULL


def test_sentences_that_the_tiles_do_not_make_are_refused():
    found = faults(
        "word-order",
        tiles=TILES,
        also=[
            "Ich fahre morgen nach Hause.",
            "heute ich fahre nach  hause",
            "Ich fahre heute nach Hause",
        ],
    )

    assert found == [
        ("sentence-unbuildable", ("also", 0)),
        ("sentence-repeated", ("also", 2)),
    ]
