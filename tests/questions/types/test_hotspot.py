"""hotspot: pointing, and choosing from the list, are worth the same."""

import re

import pytest

from app.questions.base import FULL, BadResponse
from app.questions.register import REGISTER
from tests.questions.asking import asked, faults, form_of, sent, shown

ZONES = [
    {"id": "tuer", "label": "Tür", "rect": [0, 0, 20, 50], "right": True},
    {"id": "fenster", "label": "Fenster", "circle": [50, 20, 10], "right": True},
    {"id": "ofen", "label": "Ofen", "polygon": [[70, 70], [90, 70], [80, 90]]},
    {"id": "bank", "label": "Bank", "rect": [30, 60, 20, 20], "feedback": "Nein!"},
]


def question(**keys):
    return asked("hotspot", **{"picture": "media/x.png", "zones": ZONES} | keys)


def mark(response, **keys) -> int:
    return question(**keys).judge(response, {}).mark


def test_a_spot_is_worth_what_its_zone_is_worth():
    for response in ({"spots": [[100, 200]]}, {"zones": ["tuer"]}):
        assert mark(response) == FULL
    for response in ({"spots": [[400, 700]]}, {"zones": ["bank"]}):
        assert mark(response) == 0
    assert mark({"spots": [[600, 950]]}) == 0


def test_one_right_zone_is_enough_where_one_can_be_given():
    assert mark({"zones": ["fenster"]}) == mark({"zones": ["tuer"]}) == FULL


def test_several_earn_shares_and_wrong_ones_take_them_away():
    assert mark({"zones": ["tuer"]}, several=True) == FULL // 2
    assert mark({"zones": ["tuer", "fenster"]}, several=True) == FULL
    assert mark({"zones": ["tuer", "fenster", "bank"]}, several=True) == FULL // 2
    every = [zone["id"] for zone in ZONES]
    assert mark({"zones": every}, several=True) == 0
    assert mark({"zones": ["tuer"]}, several=True, credit="all") == 0


def test_a_spot_in_no_zone_costs_as_much_as_a_wrong_zone():
    right = [[100, 200], [500, 200]]

    assert mark({"spots": right}, several=True) == FULL
    assert mark({"spots": [*right, [600, 950]]}, several=True) == FULL // 2
    # Two spots in the same zone are one answer.
    assert mark({"spots": [*right, [110, 210]]}, several=True) == FULL


def test_who_points_elsewhere_is_told_what_the_author_says():
    judgement = question(elsewhere="Da ist nichts.").judge({"spots": [[600, 950]]}, {})

    assert judgement.code == "wrong"
    assert judgement.feedback == ("Da ist nichts.",)


def test_what_was_pointed_at_is_kept_as_spots():
    asked_ = question(several=True)
    form = form_of(asked_)

    answer = asked_.read({"q.spots": ["100,200 500,200"]}, form)

    assert answer == {"spots": [[100, 200], [500, 200]]}
    assert sent(shown(asked_.widget(form, answer))) == {"q.spots": ["100,200 500,200"]}


def test_the_list_goes_before_the_spots_which_only_the_script_can_empty():
    asked_ = question()
    form = form_of(asked_)
    (chosen,) = asked_.widget(form, {"zones": ["ofen"]}).fields()["q"]

    answer = asked_.read({"q": [chosen], "q.spots": ["100,200"]}, form)

    assert answer == {"zones": ["ofen"]}


@pytest.mark.parametrize(
    "text", ["1", "1,2,3", "1001,5", "-1,5", "1.5,2", "a,b", "1,2  3,4", "١,٢", "5,5\n"]
)
def test_spots_that_no_page_of_ours_sends_are_refused(text):
    with pytest.raises(BadResponse) as refused:
        question(several=True).read({"q.spots": [text]}, {})
    assert refused.value.code == "answer-unknown"


def test_more_marks_than_can_be_given_are_refused():
    with pytest.raises(BadResponse) as refused:
        question().read({"q.spots": ["1,2 3,4"]}, {})
    assert refused.value.code == "field-repeated"
    with pytest.raises(BadResponse):
        question(several=True).read({"q.spots": [" ".join(["1,2"] * 21)]}, {})


def test_before_the_verdict_the_page_knows_no_zones_and_tells_none():
    asked_ = question()
    form = form_of(asked_)

    html = shown(asked_.widget(form, {"spots": [[100, 200]]}))

    assert "picture-zones" not in html
    assert "checked" not in html
    assert "polygon" not in html


def test_the_verdict_draws_zones_right_wrong_and_missed_in_different_lines():
    asked_ = question(several=True)
    form = form_of(asked_)
    response = {"spots": [[100, 200], [400, 700], [600, 950]]}
    verdict = asked_.judge(response, form)

    html = shown(asked_.widget(form, response, verdict), disabled=True)

    assert "zone-over zone-right" in html
    assert 'zone-over zone-wrong" points="300,600 500,600 500,800 300,800 "' in html
    assert 'fill="url(#q-q-hatch)"' in html
    assert "zone-over zone-missed" in html
    assert "2 marks are not at the right place." in html
    assert "10 % from the left, 20 % from the top" in html
    numbers = re.findall(r'zone-sign-text" x="-8" y="5">(\d)<', html)
    assert sorted(numbers) == sorted(set(re.findall(r'zone-number">(\d)<', html)))

    secretive = shown(asked_.widget(form, response, verdict.without_solution()))
    assert "zone-over zone-right" in secretive
    assert "zone-missed" not in secretive


def test_an_answer_reads_as_labels_and_places():
    asked_ = question(several=True)

    assert asked_.readable({"zones": ["tuer", "weg"]}) == "Tür; [weg]"
    assert asked_.readable({"spots": [[105, 200], [600, 950]]}, str.upper) == (
        "Tür (10.5 % → 20 % ↓); ELSEWHERE (60 % → 95 % ↓)"
    )


def test_faults_of_zones_are_named_where_they_are():
    def of(*zones: dict[str, object]) -> list[tuple[str, tuple[str | int, ...]]]:
        return faults("hotspot", picture="media/x.png", zones=list(zones))

    assert of(*ZONES[:2]) == [("zone-wrong-missing", ("zones",))]
    assert of(ZONES[0]) == [("zone-wrong-missing", ("zones",))]
    assert of(*ZONES[2:]) == [("zone-right-missing", ("zones",))]
    both = {**ZONES[0], "circle": [5, 5, 5]}
    assert of(both, ZONES[3]) == [("zone-outline", ("zones", 0))]
    assert of({"id": "x", "label": "X"}, ZONES[3]) == [("zone-outline", ("zones", 0))]
    outside = {**ZONES[0], "rect": [90, 0, 20, 10]}
    assert of(outside, ZONES[3]) == [("zone-outside", ("zones", 0, "rect"))]
    empty = {"id": "x", "label": "X", "circle": [5, 5, 0]}
    assert of(empty, ZONES[3]) == [("zone-empty", ("zones", 0, "circle"))]
    malformed = {**ZONES[0], "rect": [0, 0, 120, 1.25]}
    assert of(malformed, ZONES[3]) == [
        ("place-malformed", ("zones", 0, "rect", 2)),
        ("place-malformed", ("zones", 0, "rect", 3)),
    ]
    three = {**ZONES[0], "rect": [0, 0, 10]}
    assert of(three, ZONES[3]) == [("places-count", ("zones", 0, "rect"))]
    same = {**ZONES[3], "id": "x"}
    assert of(ZONES[0], ZONES[3], same) == [("text-repeated", ("zones", 2, "label"))]


def test_percentages_survive_being_written_down():
    asked_ = question(zones=[{**ZONES[0], "rect": ["12.5", 0, "7,5 %", 50]}, ZONES[3]])

    dumped = asked_.model_dump(mode="json")

    assert dumped["zones"][0]["rect"] == [12.5, 0.0, 7.5, 50.0]
    assert REGISTER["hotspot"].model_validate(dumped) == asked_
