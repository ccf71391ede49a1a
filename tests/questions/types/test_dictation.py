"""dictation: words that are right earn, and everything that differs is shown."""

import pytest

from app.questions.base import FULL, BadResponse
from tests.questions.asking import asked, faults, form_of, sent, shown

TEXT = "Der Lehrling holt die Säge."


def question(**keys):
    return asked("dictation", **{"sound": "media/x.mp3", "transcript": TEXT} | keys)


def judged(text: str, **keys):
    return question(**keys).judge({"text": text}, {})


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("der lehrling holt die saege", FULL),
        ("Der Lehrling holt die", 800_000),
        ("Der Lehrling holt eine Säge", 800_000),
        ("Der Lehrling holt schnell die Säge", 800_000),
        ("Die Säge", 400_000),
        ("Guten Tag", 0),
        ("a b c d e f g h i j Der Lehrling holt die Säge", 0),
    ],
)
def test_the_mark_is_the_word_accuracy(text, mark):
    assert judged(text).mark == mark


def test_slips_are_forgiven_and_shown():
    judgement = judged("Der Lerhling holt die Säge")

    assert (judgement.mark, judgement.code) == (FULL, "nearly")
    assert judgement.difference[0] == ("same", "Der Le")
    assert judged("Der Lerhling holt die Säge", typos="none").mark == 800_000


def test_where_nothing_is_right_there_is_nothing_to_compare():
    assert judged("Guten Tag").difference is None
    assert judged("Guten Tag").expected == (TEXT,)
    assert judged("Die Säge").difference is not None


def test_what_equals_a_transcript_is_right_without_a_remark():
    judgement = judged("der Lehrling holt die Saege!")

    assert (judgement.code, judgement.difference) == ("right", None)


def test_capitals_and_punctuation_are_as_important_as_the_author_says():
    small = "der lehrling holt die säge"

    assert judged(small).code == "right"
    assert judged(small, case="soft").code == "nearly"
    assert judged(small, case="required").mark == 400_000
    assert judged(small, punctuation="soft").code == "nearly"
    assert judged(small, punctuation="required").mark == 800_000


def test_the_nearest_of_several_transcripts_counts():
    keys = {"transcript": [TEXT, "Er holt die Säge."]}

    assert judged("Er holt die Säge", **keys).rule == "transcript-2"
    assert judged("Er holt eine Säge", **keys).mark == 750_000
    assert judged("Er holt eine Säge", **keys).expected == ("Er holt die Säge.",)
    assert judged(TEXT, **keys).rule == "transcript-1"


def test_all_or_nothing_is_possible():
    assert judged("Der Lehrling holt die", credit="all").mark == 0


def test_who_cannot_hear_answers_another_task_and_that_is_noted():
    asked_ = question(alternative="Übersetze.")
    form = form_of(asked_)
    fields = {"q": [TEXT], "q.alternative": ["yes"]}

    answer = asked_.read(fields, form)

    assert answer == {"text": TEXT, "alternative": True}
    assert asked_.judge(answer, form).mark == FULL
    assert sent(shown(asked_.widget(form, answer))) == fields
    assert asked_.readable(answer, str.upper) == f"{TEXT} (WITHOUT HEARING IT)"
    with pytest.raises(BadResponse):
        asked_.read({"q": [TEXT], "q.alternative": ["no"]}, form)


def test_the_page_does_not_say_how_long_the_transcript_is():
    longest = {
        asked("dictation", sound="media/a.mp3", transcript="x" * count)
        .widget({}, None)
        .longest
        for count in range(1, 100)
    }

    assert longest == {300}


def test_a_text_that_is_too_long_keeps_what_was_ticked():
    with pytest.raises(BadResponse) as refused:
        question().read({"q": ["x" * 500], "q.alternative": ["yes"]}, {})

    assert refused.value.code == "answer-too-long"
    assert refused.value.entered["alternative"] is True
    assert len(refused.value.entered["text"]) == 300


def test_recordings_have_controls_of_the_browser_and_a_name():
    html = shown(question(slow="media/y.mp3", plays=2).widget({}, None))

    assert html.count('<audio controls preload="none"') == 2
    assert 'data-plays="2"' in html
    assert "In a quiz you can listen 2 times." in html
    assert TEXT not in html
    assert "data-plays" not in shown(question().widget({}, None))


def test_a_transcript_needs_words_and_an_end():
    keys = {"sound": "media/x.mp3"}

    assert faults("dictation", **keys, transcript=["a", "..."]) == [
        ("transcript-empty", ("transcript", 1))
    ]
    assert faults("dictation", **keys, transcript="a " * 400) == [
        ("transcript-long", ("transcript", 0))
    ]
    assert faults("dictation", **keys, transcript=TEXT, plays=0) == [
        ("greater_than_equal", ("plays",))
    ]


def test_the_language_is_the_one_that_is_taught():
    assert question().fold == "de"
    assert question(fold="pl").fold == "pl"


def test_a_flood_of_words_is_judged_at_once():
    flood = " ".join(chr(0x4E00 + number) for number in range(1000))
    words = " ".join(chr(0x5E00 + number) for number in range(290))

    assert question(transcript=words).judge({"text": flood}, {}).mark == 0
