"""number: tolerance, units, comma or point; what is no number is never right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.questions.base import FULL
from tests.questions.asking import asked, faults, shown


def number(answer, **keys):
    return asked("number", answer=answer, **keys)


@pytest.mark.parametrize(
    "text",
    [
        "12.5",
        "12,5",
        " 12,50 ",
        "+12.5",
        "012,5",
        "12,5 mm",
        "12.5mm",
        "12,5\u00a0MM",
        "12,500000",
    ],
)
def test_a_number_may_be_written_in_many_ways(text):
    assert number(12.5, unit="mm").mark_of(text) == FULL


@pytest.mark.parametrize(
    "text",
    [
        "1250",
        "1 250",
        "1\u00a0250",
        "1\u202f250",
        "1'250",
        "1.250",
        "1,250",
        "1.250,0",
        "1,250.00",
        "1250.",
    ],
)
def test_thousands_may_be_parted(text):
    assert number(1250).mark_of(text) == FULL


@pytest.mark.parametrize("text", ["1.234.567", "1,234,567", "1 234 567", "1.234.567,0"])
def test_millions_may_be_parted(text):
    assert number(1234567).mark_of(text) == FULL


@pytest.mark.parametrize("text", ["-5", "−5", "–5", "- 5"])
def test_every_minus_is_a_minus(text):
    assert number(-5).mark_of(text) == FULL
    assert number(5).mark_of(text) == 0


@pytest.mark.parametrize(
    "text",
    [
        "NaN",
        "nan",
        "inf",
        "-Infinity",
        "1e400",
        "1e2",
        "１００",
        "١٠٠",
        "9" * 1_000_000,
        "0" * 1_000_000 + "100",
        "100\x00",
        "1_00",
        "0x64",
        "1 00",
        "10 0",
        "100..",
        "--100",
        "sto",
        ".",
        "-",
        "½",
    ],
)
def test_what_is_no_number_is_never_right(text):
    judgement = number(100, tolerance="1000%").judge({"text": text}, {})

    assert (judgement.mark, judgement.code) == (0, "number-unreadable")


@given(st.text(max_size=40) | st.text("0123456789.,' -+e²%m", max_size=40))
def test_no_text_whatever_raises(text):
    for question in (
        number(5),
        number(5, unit="mm"),
        number(5, units={"mm": 1, "cm": 10}),
    ):
        assert question.judge({"text": text}, {}).mark in (0, FULL)


def test_a_tolerance_is_absolute_or_a_share_of_the_answer():
    assert number(100, tolerance=0.5).mark_of("100,5") == FULL
    assert number(100, tolerance=0.5).mark_of("100,51") == 0
    assert number(-200, tolerance="2%").mark_of("-204") == FULL
    assert number(-200, tolerance="2%").mark_of("-204,1") == 0
    assert number("0,3", tolerance="0,1").mark_of("0.2") == FULL
    assert number(0.3).mark_of("0.30000000000000004") == 0


def test_units_are_converted_to_the_first():
    question = number(31.75, tolerance=0.3, units={"mm": 1, "cm": 10, "m": 1000})

    assert question.mark_of("3,2 cm") == FULL
    assert question.mark_of("0,032 m") == FULL
    assert question.mark_of("31.75 cm") == 0


def test_a_missing_and_an_unknown_unit_are_told_apart():
    question = number(10, units={"mm": 1, "cm": 10})

    missing, unknown = (question.judge({"text": text}, {}) for text in ("10", "10 kg"))

    assert (missing.code, missing.params) == ("unit-missing", {"units": "mm, cm"})
    assert (unknown.code, unknown.params) == (
        "unit-unknown",
        {"unit": "kg", "units": "mm, cm"},
    )
    assert missing.mark == unknown.mark == 0


def test_a_printed_unit_may_be_left_out_but_not_be_another():
    question = number(10, unit="m²")

    assert [question.mark_of(text) for text in ("10", "10 m2", "10 m^2", "10m²")] == [
        FULL
    ] * 4
    assert question.judge({"text": "10 m"}, {}).code == "unit-unknown"


def test_without_any_unit_a_word_behind_a_number_makes_it_unreadable():
    assert number(10).judge({"text": "10 Stück"}, {}).code == "number-unreadable"


def test_letters_of_units_count_where_they_tell_them_apart():
    question = number(1, units={"MW": 1, "mW": 1e-9})

    assert question.mark_of("1 MW") == FULL
    assert question.mark_of("1 mW") == 0
    assert question.judge({"text": "1 mw"}, {}).code == "unit-unknown"
    assert number(1, unit="kW").mark_of("1 kw") == FULL


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        ("zł", "5 zl"),
        ("zł", "5 ZŁ"),
        ("zł", "5 złotych"),
        ("zł", "5 zlotych"),
        ("zł", "5 PLN"),
        ("godz.", "5 godziny"),
        ("godz.", "5 h"),
        ("mies.", "5 miesiecy"),
        ("µm", "5 um"),
        ("°C", "5 C"),
        ("°C", "5 ° c"),
        ("°", "5°"),
        ("m²", "5 M2"),
    ],
)
def test_a_unit_may_be_written_without_marks_and_as_a_common_word(unit, text):
    assert number(5, unit=unit).mark_of(text) == FULL


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        *(("m", "12,5 metra"), ("m", "12,5 Meter"), ("m²", "12,5 qm")),
        *(("t", "12.5 tony"), ("g", "12,5 grama"), ("ml", "12,5 Milliliter")),
    ],
)
def test_words_of_short_units_are_known_as_well(unit, text):
    assert number(12.5, unit=unit).mark_of(text) == FULL


@pytest.mark.parametrize(
    "text", ["ok. 12500", "ca. 12.500", "≈ 12 500", "= 12500", "około 12500 zł"]
)
def test_what_says_that_a_number_follows_is_no_part_of_it(text):
    assert number(12500, unit="zł").mark_of(text) == FULL


@pytest.mark.parametrize("text", ["12 500,- zł", "12.500,--", "12500,— zł", "12.500."])
def test_a_dash_in_place_of_decimals_is_none(text):
    assert number(12500, unit="zł").mark_of(text) == FULL


@pytest.mark.parametrize("text", ["12, 5", "12 ,5", "12 . 5 mm", "12,5\u200b mm"])
def test_spaces_that_telephones_put_at_a_comma_change_nothing(text):
    assert number(12.5, unit="mm").mark_of(text) == FULL


def test_words_convert_like_their_unit_and_other_units_stay_others():
    question = number(90, units={"min": 1, "godz.": 60})

    assert question.mark_of("1,5 godziny") == question.mark_of("90 Minuten") == FULL
    assert question.mark_of("90 godzin") == 0
    assert question.judge({"text": "90 dni"}, {}).code == "unit-unknown"


def test_a_word_of_two_units_of_the_question_is_neither():
    question = number(1, units={"cent": 1, "centy": 100})

    assert question.judge({"text": "1 centów"}, {}).code == "unit-unknown"
    assert question.mark_of("1 cent") == FULL


def test_an_author_lists_other_spellings_of_a_unit():
    question = number(8, unit="rbh", spellings={"rbh": ["roboczogodzina", "mh"]})

    assert question.mark_of("8 Roboczogodzina") == question.mark_of("8 mh") == FULL
    assert question.judge({"text": "8 cm"}, {}).params == {"unit": "cm", "units": "rbh"}


def test_typical_wrong_numbers_get_their_feedback_and_mark():
    near = [
        {"answer": 20, "feedback": "Umgekehrt.", "id": "upside-down"},
        {"answer": 5.2, "tolerance": 0.1, "mark": "50%"},
        {"answer": 1.234, "feedback": "In Metern?"},
    ]
    question = number(1234, near=near)

    upside_down = question.judge({"text": "20"}, {})
    assert (upside_down.mark, upside_down.rule) == (0, "upside-down")
    assert upside_down.feedback == ("Umgekehrt.",)
    assert question.mark_of("5,25") == FULL // 2
    # A listed number is what it says, and not thousands.
    assert question.judge({"text": "1.234"}, {}).feedback == ("In Metern?",)


def test_the_right_number_is_shown_in_the_manner_of_the_course():
    assert number(12.5, unit="mm").judge(None, {}).expected == ("12,5 mm",)
    assert number(12.5, decimal="point").judge(None, {}).expected == ("12.5",)
    assert number("1250000").judge(None, {}).expected == ("1250000",)


def test_the_page_asks_for_the_unit_where_it_has_to_be_written():
    html = shown(number(10, units={"mm": 1, "cm": 10}).widget({}, None))

    assert "Write the unit behind the number: mm, cm." in html
    assert "inputmode" not in html
    assert 'inputmode="decimal"' in shown(number(10).widget({}, None))
    # Number pads have no minus, and its absence must not tell the sign.
    assert "inputmode" not in shown(number(10, near=[{"answer": -10}]).widget({}, None))


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ({"answer": "zwölf"}, ("number-malformed", ("answer",))),
        ({"answer": True}, ("number-malformed", ("answer",))),
        ({"answer": float("inf")}, ("number-malformed", ("answer",))),
        ({"tolerance": "-1"}, ("tolerance-malformed", ("tolerance",))),
        ({"tolerance": "wenig"}, ("tolerance-malformed", ("tolerance",))),
        ({"unit": "mm", "units": {"mm": 1}}, ("units-twice", ("unit",))),
        ({"units": {"mm": 2}}, ("units-factor", ("units", "mm"))),
        ({"units": {"mm": 1, "cm": 0}}, ("units-factor", ("units", "cm"))),
        ({"units": {"mm": 1, "cm": 1}}, ("units-factor", ("units", "cm"))),
        (
            {"unit": "mm", "spellings": {"cm": ["zentimeter"]}},
            ("spellings-unit", ("spellings", "cm")),
        ),
        ({"spellings": {"cm": ["x"]}}, ("spellings-unit", ("spellings", "cm"))),
        ({"near": [{}]}, ("missing", ("near", 0, "answer"))),
    ],
)
def test_a_fault_of_the_author_is_found_at_its_place(keys, found):
    assert found in faults("number", **{"answer": 1} | keys)
