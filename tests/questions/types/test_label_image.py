"""label-image: places get labels, with and without seeing the picture."""

import re

import pytest

from app.questions.base import FULL, BadResponse
from tests.questions.asking import asked, faults, form_of, sent, shown

PLACES = [
    {"id": "griff", "at": [10, 20], "label": "Griff", "describe": "oben gebogen"},
    {"id": "blatt", "at": [50, 60.5], "label": "Blatt", "describe": "lang und flach"},
    {"id": "zahn", "at": [70, 90], "label": "Zahn", "describe": "kleine Spitze"},
]


def question(**keys):
    base = {"picture": "media/x.png", "places": PLACES, "extra": ["Nagel"]}
    extra = [{"id": "nagel", "text": "Nagel"}]
    return asked("label-image", **base | {"extra": extra} | keys)


def test_each_place_earns_its_share():
    judge = question().judge

    right = {"griff": "griff", "blatt": "blatt", "zahn": "zahn"}
    assert judge({"labels": right}, {}).mark == FULL
    assert judge({"labels": right | {"zahn": "nagel"}}, {}).mark == 666_667
    assert judge({"labels": {"griff": "griff"}}, {}).mark == 333_333
    swapped = {"griff": "blatt", "blatt": "griff"}
    assert judge({"labels": swapped}, {}).code == "wrong"
    assert question(credit="all").judge({"labels": {"griff": "griff"}}, {}).mark == 0


def test_places_with_the_same_label_take_it_from_either():
    twice = [*PLACES, {**PLACES[2], "id": "zwei", "describe": "noch eine Spitze"}]
    asked_ = question(places=twice)

    given = {"griff": "griff", "blatt": "blatt", "zahn": "zwei", "zwei": "zahn"}

    assert asked_.judge({"labels": given}, {}).mark == FULL
    options = asked_.widget(form_of(asked_), None).options
    assert sorted(option.text for option in options) == [
        *("Blatt", "Griff", "Nagel", "Zahn")
    ]


def test_no_name_on_the_page_says_which_label_belongs_where():
    asked_ = question()
    widget = asked_.widget(form_of(asked_), None)

    places = {row.name.removeprefix("q.") for row in widget.rows}
    labels = {option.value for option in widget.options}

    assert not places & labels
    html = shown(widget)
    assert not re.search("griff|blatt|zahn", html)


def test_the_picture_shows_numbers_that_lead_to_their_lists():
    asked_ = question()
    widget = asked_.widget(form_of(asked_), None)

    html = shown(widget)

    assert '<svg x="50.0%" y="60.5%" overflow="visible">' in html
    for row in widget.rows:
        assert f'href="#q-{row.name.replace(".", "-part-")}" tabindex="-1"' in html
    assert html.count("marker-text") == 3
    assert html.count("lang und flach") == 2  # in the label of its list, and in words


def test_places_that_are_right_and_wrong_differ_in_shape():
    asked_ = question()
    form = form_of(asked_)
    response = {"labels": {"griff": "griff", "blatt": "nagel"}}
    verdict = asked_.judge(response, form)

    html = shown(asked_.widget(form, response, verdict), disabled=True)

    assert html.count('class="marker marker-right" r="15"') == 1
    assert html.count('<path class="marker marker-wrong"') == 1
    assert html.count('class="marker" r="15"') == 1


def test_a_label_of_another_draw_is_refused():
    asked_ = question()
    old = asked_.widget(form_of(asked_, 1), asked_.solution({}))

    with pytest.raises(BadResponse) as refused:
        asked_.read(sent(shown(old)), form_of(asked_, 2))

    assert refused.value.code == "field-unknown"


def test_an_answer_reads_by_the_numbers_of_its_places():
    assert question().readable({"labels": {"zahn": "nagel", "griff": "griff"}}) == (
        "1: Griff; 3: Nagel"
    )


@pytest.mark.parametrize(
    ("describe", "tells"),
    [
        ("Der Griff ist oben.", True),
        ("Das ist der GRIFF.", True),
        ("Hier greift man zu.", False),
        ("Der Handgriff.", False),
    ],
)
def test_a_description_must_not_say_the_label(describe, tells):
    told = [{**PLACES[0], "describe": describe}, PLACES[1]]
    keys = {"picture": "media/x.png", "places": told}
    if not tells:
        assert asked("label-image", **keys)
        return
    assert faults("label-image", **keys) == [
        ("description-tells", ("places", 0, "describe"))
    ]


def test_every_place_needs_a_description_and_a_spot():
    bare = [{"id": "a", "label": "A", "at": [1]}, *PLACES[1:]]

    assert faults("label-image", picture="media/x.png", places=bare) == [
        ("places-count", ("places", 0, "at")),
        ("missing", ("places", 0, "describe")),
    ]
