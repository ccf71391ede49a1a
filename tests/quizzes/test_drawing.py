"""What an attempt asks: drawn fairly, always possible, the same for the same seed."""

from __future__ import annotations

import json
from collections import Counter

from hypothesis import assume, given
from hypothesis import strategies as st

from app.content.allotment import allotted, demands
from app.content.course import Part, Scenario, Unit
from app.quizzes import drawing
from tests.values import course, question, quiz

MANY = tuple(f"q{number}" for number in range(12))
DRAWN = course(quiz("test", order="drawn", questions=MANY))
SEEDS = st.integers(0, 2**62 - 1)
TAGS = ("bhp", "urlop", "płaca")


def units(*ids: str, tags: tuple[str, ...] = ()) -> tuple[Unit, ...]:
    return tuple(Unit(one, (one,), tags) for one in ids)


def drawn_part(pool: tuple[Unit, ...], draw: int, **facts) -> Part:
    return Part(pool, "drawn", draw=draw, **facts)


def asked(parts, seed: int, seen=None) -> list[list[str]]:
    """Return the ids that each part asks."""
    wanted = quiz("test", parts=tuple(parts))
    form = drawing.drawn_form(course(wanted), wanted, seed, seen)
    found: list[list[str]] = [[] for _ in parts]
    for entry in form["questions"]:
        found[entry["part"]].append(entry["id"])
    return found


@given(seed=SEEDS)
def test_the_same_seed_draws_the_same_form(seed):
    drawn = drawing.drawn_form(DRAWN, DRAWN.quizzes["test"], seed)

    assert drawn == drawing.drawn_form(DRAWN, DRAWN.quizzes["test"], seed)
    assert json.loads(json.dumps(drawn)) == drawn
    assert sorted(one["id"] for one in drawn["questions"]) == sorted(MANY)


def test_different_seeds_draw_different_forms():
    forms = {
        json.dumps(drawing.drawn_form(DRAWN, DRAWN.quizzes["test"], seed))
        for seed in range(20)
    }

    assert len(forms) == 20


def test_a_fixed_order_is_the_authors_and_choices_are_drawn_all_the_same():
    fixed = course(quiz("test", order="fixed", questions=MANY))
    found = fixed.quizzes["test"]
    forms = [drawing.drawn_form(fixed, found, seed) for seed in range(9)]

    assert all([one["id"] for one in form["questions"]] == list(MANY) for form in forms)
    assert len({json.dumps(form) for form in forms}) == 9


def test_one_question_more_draws_no_other_one_anew():
    more = course(quiz("test", order="drawn", questions=(*MANY, "neu")))

    for question_id in MANY:
        assert drawing.question_form(more, question_id, 7) == drawing.question_form(
            DRAWN, question_id, 7
        )


def test_a_form_does_not_depend_on_the_process():
    """Python's own hashes differ between processes; a draw must not."""
    assert drawing.question_form(DRAWN, "q1", 7) == {
        "salt": "d1a4ea6a3e944abb",
        "order": ["b", "a", "c"],
    }
    parts = [drawn_part(units(*MANY), 3), drawn_part(units(*MANY[:6]), 2)]
    assert asked(parts, 7) == [["q8", "q7", "q6"], ["q4", "q1"]]


@st.composite
def drawable(draw) -> tuple[list[Part], dict[str, int]]:
    """Return parts with overlapping pools that can be drawn, and what was met."""
    bank = [
        Unit(f"u{number}", (f"u{number}",), tuple(sorted(tags)))
        for number, tags in enumerate(
            draw(st.lists(st.sets(st.sampled_from(TAGS)), min_size=1, max_size=9))
        )
    ]
    pool = st.lists(st.sampled_from(bank), min_size=1, unique=True).map(tuple)
    parts: list[Part] = [Part(draw(pool)[:2], "fixed")] if draw(st.booleans()) else []
    for _ in range(draw(st.integers(1, 3))):
        cover = tuple(draw(st.lists(st.sampled_from(TAGS), unique=True, max_size=2)))
        count = draw(st.integers(max(1, len(cover)), 4))
        prefer = draw(st.sampled_from([None, "unseen"]))
        parts.append(drawn_part(draw(pool), count, cover=cover, prefer=prefer))
    wanted = demands(parts)
    to = sum(one.count for one in wanted)
    found = allotted([one.id for one in bank], wanted, to=to)
    assume(sum(map(len, found.values())) == to)
    seen = draw(st.dictionaries(st.sampled_from([one.id for one in bank]), SEEN))
    return parts, seen


SEEN = st.integers(1, 3)


@given(given_parts=drawable(), seed=SEEDS)
def test_what_can_be_drawn_is_drawn_exactly_once_and_covers_what_it_should(
    given_parts, seed
):
    parts, seen = given_parts
    found = asked(parts, seed, seen)

    everything = [one for ids in found for one in ids]
    assert len(set(everything)) == len(everything)
    for part, ids in zip(parts, found, strict=True):
        tags = {one.id: one.tags for one in part.units}
        assert set(ids) <= set(tags)
        assert len(ids) == (len(part.units) if part.draw is None else part.draw)
        for tag in part.cover:
            assert any(tag in tags[one] for one in ids)


@given(given_parts=drawable(), seed=SEEDS)
def test_it_is_found_out_by_trying_whether_everything_can_be_placed(given_parts, seed):
    """Placing the preferred first never costs a place: any order places as many."""
    parts, seen = given_parts
    found = asked(parts, seed)

    assert sorted(map(len, found)) == sorted(map(len, asked(parts, seed, seen)))


@given(seen=st.dictionaries(st.sampled_from(MANY), st.integers(1, 3)), seed=SEEDS)
def test_what_was_seen_least_is_drawn_first(seen, seed):
    ids = asked([drawn_part(units(*MANY), 5, prefer="unseen")], seed, seen)[0]

    met = sorted(seen.get(one, 0) for one in ids)
    assert met == sorted(seen.get(one, 0) for one in MANY)[:5]


def test_without_the_wish_it_does_not_matter_what_was_seen():
    part = drawn_part(units(*MANY), 5)

    assert asked([part], 3, dict.fromkeys(MANY[:6], 4)) == asked([part], 3)


def test_a_rare_tag_is_covered_though_its_question_was_seen():
    pool = units(*MANY[:8], tags=("bhp",)) + units("rzadkie", tags=("urlop",))
    part = drawn_part(pool, 3, prefer="unseen", cover=("bhp", "urlop"))

    for seed in range(20):
        assert "rzadkie" in asked([part], seed, {"rzadkie": 5})[0]


@given(
    tags=st.lists(st.sets(st.sampled_from(TAGS)), min_size=1, max_size=6),
    cover=st.sets(st.sampled_from(TAGS)),
    draw=st.integers(1, 6),
    seed=SEEDS,
)
def test_a_part_alone_covers_its_tags_whenever_there_is_a_question_for_each(
    tags, cover, draw, seed
):
    """As many questions as tags are enough, though some have all tags and some none."""
    assume(max(1, len(cover)) <= draw <= len(tags))
    assume(cover <= set().union(*tags))
    pool = tuple(
        Unit(f"u{number}", (f"u{number}",), tuple(sorted(found)))
        for number, found in enumerate(tags)
    )
    part = drawn_part(pool, draw, cover=tuple(sorted(cover)))

    (ids,) = asked([part], seed)
    assert len(ids) == draw
    met = {tag for unit in pool if unit.id in ids for tag in unit.tags}
    assert cover <= met


def test_a_part_leaves_to_another_what_only_that_one_can_use():
    """Drawn one after the other, the first part would often take both."""
    parts = [drawn_part(units("a", "b", "c"), 1), drawn_part(units("a", "b"), 2)]

    for seed in range(50):
        found = asked(parts, seed)
        assert (found[0], sorted(found[1])) == (["c"], ["a", "b"])


def test_every_question_of_a_pool_is_drawn_equally_often():
    """Chi-square with 11 degrees of freedom: above 31.3 in one of a thousand runs."""
    count = Counter(
        one
        for seed in range(3000)
        for one in asked([drawn_part(units(*MANY), 3)], seed)[0]
    )

    assert _chi_square(count, 12) < 31.3


def test_every_pair_and_every_order_is_drawn_equally_often():
    """Chi-square with 29 degrees of freedom: above 58.3 in one of a thousand runs."""
    pool = drawn_part(units(*MANY[:6]), 2)
    count = Counter(tuple(asked([pool], seed)[0]) for seed in range(3000))

    assert _chi_square(count, 30) < 58.3


def test_overlapping_parts_share_what_both_could_have():
    """Chi-square with 5 degrees of freedom: above 20.5 in one of a thousand runs."""
    parts = [drawn_part(units(*MANY[:6]), 1), drawn_part(units(*MANY[:6]), 1)]
    first, second = Counter(), Counter()
    for seed in range(2000):
        one, other = asked(parts, seed)
        first.update(one)
        second.update(other)

    assert _chi_square(first, 6) < 20.5
    assert _chi_square(second, 6) < 20.5


def test_covering_does_not_favour_anything_within_a_tag():
    """Chi-square with 8 degrees of freedom: above 26.1 in one of a thousand runs."""
    pool = units(*MANY[:9], tags=("bhp",)) + units("x", tags=("urlop",))
    part = drawn_part(pool, 4, cover=("bhp", "urlop"))
    count = Counter(one for seed in range(2000) for one in asked([part], seed)[0])

    assert count.pop("x") == 2000
    assert _chi_square(count, 9) < 26.1


def _chi_square(count: Counter, kinds: int) -> float:
    expected = count.total() / kinds
    assert len(count) == kinds
    return sum((found - expected) ** 2 / expected for found in count.values())


def test_a_scenario_is_one_unit_whose_questions_stay_together():
    case = Unit("wypadek", ("s1", "s2", "s3"))
    part = drawn_part((*units("a", "b"), case), 2)
    wanted = quiz("test", parts=(part,))
    scenario = Scenario("wypadek", "", "<p>Wypadek.</p>", case.questions)
    found = course(wanted, scenarios={"wypadek": scenario})

    orders = set()
    for seed in range(40):
        form = drawing.drawn_form(found, wanted, seed)["questions"]
        shared = [one["id"] for one in form if one.get("scenario") == "wypadek"]
        assert shared in ([], ["s1", "s2", "s3"])
        assert len(form) == (4 if shared else 2)
        ids = [one["id"] for one in form]
        assert "s1,s2,s3" in ",".join(ids) or not shared
        orders.add(tuple(ids))
    assert len(orders) > 3


def test_a_scenario_counts_as_seen_when_one_of_its_questions_was():
    cases = [Unit(f"s{n}", (f"s{n}-a", f"s{n}-b")) for n in range(4)]
    part = drawn_part(tuple(cases), 3, prefer="unseen")

    for seed in range(20):
        assert "s2-a" not in asked([part], seed, {"s2-b": 1})[0]


def test_points_of_a_part_stand_in_the_form_and_weigh():
    part = Part(units("q1", "q2"), "fixed", points=4)
    wanted = quiz("test", parts=(part, Part(units("q3"), "fixed")))
    found = course(wanted, questions=[question("q3", points=3)])
    form = drawing.drawn_form(found, wanted, 1)["questions"]

    weights = [drawing.weight(found.questions[one["id"]], one) for one in form]
    assert weights == [4, 4, 3]


def test_what_was_met_is_counted_over_all_forms():
    forms = [
        {"questions": [{"id": "a"}, {"id": "b"}]},
        {},
        {"questions": [{"id": "a"}]},
    ]

    assert drawing.met(forms) == {"a": 2, "b": 1}
