"""survey: opinions are noted, and nobody promises more secrecy than there is."""

import pytest

from app.questions.base import BadResponse
from tests.questions.asking import asked, faults, form_of, sent, shown

CHOICES = [{"id": "gut", "text": "gut"}, {"id": "zu-lang", "text": "zu lang"}]
SCALE = {"steps": 4, "low": "zu wenig", "high": "zu viel"}


def test_one_choice_is_taken_and_stands_as_what_was_taken():
    asked_ = asked("survey", choices=CHOICES)
    form = form_of(asked_)
    fields = asked_.widget(form, {"choices": ["zu-lang"]}).fields()

    answer = asked_.read(fields, form)
    judgement = asked_.judge(answer, form)

    assert answer == {"choices": ["zu-lang"]}
    assert (judgement.code, judgement.rule) == ("noted", "zu-lang")
    assert asked_.readable(answer) == "zu lang"
    both = asked("survey", choices=CHOICES, several=True)
    every = both.widget(form, {"choices": ["gut", "zu-lang"]}).fields()
    assert both.read(every, form) == {"choices": ["gut", "zu-lang"]}
    assert both.judge(both.read(every, form), form).rule is None
    with pytest.raises(BadResponse):
        asked_.read(every, form)


@pytest.mark.parametrize("step", ["0", "5", "01", "x", "2.0", "²"])
def test_a_step_that_is_not_on_the_scale_is_refused(step):
    with pytest.raises(BadResponse) as refused:
        asked("survey", scale=SCALE).read({"q": [step]}, {})
    assert refused.value.code == "answer-unknown"


def test_a_step_is_noted_and_read_out_of_how_many():
    asked_ = asked("survey", scale=SCALE)

    answer = asked_.read({"q": ["4"]}, {})

    assert answer == {"step": 4}
    assert asked_.judge(answer, {}).rule == "4"
    assert asked_.readable(answer) == "4 / 4"
    assert asked_.judge({"step": 9}, {}).code == "unanswered"
    assert asked_.judge({"step": True}, {}).code == "unanswered"


def test_both_ends_of_a_scale_are_said_of_its_steps():
    html = shown(asked("survey", scale=SCALE).widget({}, {"step": 2}))

    assert html.count('type="radio"') == 4
    assert html.count("aria-describedby") == 3  # the group, the first and the last
    assert sent(html) == {"q": ["2"]}


def test_a_text_is_noted_as_it_was_written():
    asked_ = asked("survey")
    answer = asked_.read({"q": ["Mehr\nPraxis!"]}, {})

    assert answer == {"text": "Mehr\nPraxis!"}
    assert asked_.judge(answer, {}).code == "noted"
    assert asked_.readable(answer) == "Mehr Praxis!"
    assert sent(shown(asked_.widget({}, answer))) == {"q": ["Mehr\nPraxis!"]}


@pytest.mark.parametrize("keys", [{"choices": CHOICES}, {"scale": SCALE}, {}])
def test_the_page_says_that_it_is_stored_and_not_marked(keys):
    asked_ = asked("survey", **keys)

    html = shown(asked_.widget(form_of(asked_), None))

    assert "This is not marked." in html
    assert "it is not anonymous" in html
    assert 'aria-describedby="q-q-stored"' in html


@pytest.mark.parametrize(
    ("keys", "code", "loc"),
    [
        ({"choices": CHOICES, "scale": SCALE}, "survey-twice", ("scale",)),
        ({"several": True}, "survey-several", ("several",)),
        ({"choices": CHOICES[:1]}, "survey-one-choice", ("choices",)),
        ({"points": 2}, "survey-points", ("points",)),
        ({"anonymous": True}, "survey-anonymous", ("anonymous",)),
        ({"choices": [*CHOICES, {"id": "x", "text": "gut"}]}, "text-repeated", None),
    ],
)
def test_what_makes_no_sense_is_named(keys, code, loc):
    place = loc or ("choices", 2, "text")
    assert faults("survey", **keys) == [(code, place)]
