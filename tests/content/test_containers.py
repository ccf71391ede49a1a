"""The ::: blocks of a lesson."""

from tests.content.packages import checked, lesson_html, lesson_problems


def test_a_box_says_of_which_kind_it_is_in_words():
    html = lesson_html("::: warning Ostre!\nStrug *tnie*.\n:::\n")
    assert '<div class="box box-warning" role="note">' in html
    assert '<span class="box-kind">Uwaga</span> Ostre!' in html
    assert "<p>Strug <em>tnie</em>.</p>" in html


def test_a_box_may_hold_lists_dialogues_and_other_boxes():
    html = lesson_html(
        "::: example\n- raz\n\n::: dialogue\nA: Hallo\n:::\n\n"
        "::: note\nx\n:::\n:::\nkoniec\n"
    )
    assert html.index("box-example") < html.index("dialogue") < html.index("box-note")
    assert html.endswith("<p>koniec</p>\n")


def test_a_mark_inside_a_code_block_closes_nothing():
    html = lesson_html("::: note\n```\n:::\n```\nw ramce\n:::\n")
    assert "<code>:::\n</code>" in html
    assert "w ramce</p>\n</div>" in html


def test_a_dialogue_is_a_list_of_speakers_in_the_taught_language():
    html = lesson_html(
        "::: dialogue W sklepie\nKunde: Guten **Tag**!\n= Dzień dobry!\n\n"
        "Meister: Ja: bitte?\n:::\n"
    )
    assert '<ol class="dialogue" aria-label="W sklepie">' in html
    assert (
        '<li><p class="speaker" lang="de">Kunde</p>'
        '<p class="utterance" lang="de">Guten <strong>Tag</strong>!</p>'
        '<p class="translation">Dzień dobry!</p></li>' in html
    )
    assert '<p class="utterance" lang="de">Ja: bitte?</p></li>' in html


def test_a_vocabulary_is_a_table_with_languages():
    html = lesson_html(
        "::: vocabulary\nder Kunde = klient | Der Kunde ist da. = Klient jest.\n"
        "der Meister = mistrz\n:::\n"
    )
    assert '<th scope="row" lang="de">der Kunde</th><td>klient</td>' in html
    assert '<p class="utterance" lang="de">Der Kunde ist da.</p>' in html
    assert '<th scope="col">Przykład użycia</th>' in html
    assert '<th scope="row" lang="de">der Meister</th><td>mistrz</td><td></td>' in html


def test_a_vocabulary_without_examples_has_two_columns():
    html = lesson_html("::: vocabulary\nder Kunde = klient\n:::\n")
    assert html.count('scope="col"') == 2


def test_a_course_that_teaches_no_language_marks_none():
    course = checked()
    assert course.course is not None
    files = {
        "course.yaml": (
            "id: kurs\ntitle: K\nsummary: S\nlanguage: de\nhours: 1\nauthors: [A]\n"
            "licence: CC0\nmodules:\n  - {id: m, title: M, activities: [lekcja]}\n"
        ),
        "lessons/lekcja.md": (
            "---\nid: lekcja\ntitle: L\nminutes: 1\n---\n::: dialogue\nA: Hallo\n:::\n"
        ),
        "quizzes/quiz.yaml": None,
    }
    result = checked(files)
    assert result.course is not None
    (part,) = result.course.lessons["lekcja"].segments
    assert part.type == "static"
    assert '<p class="utterance">Hallo</p>' in part.html
    assert 'aria-label="Dialog"' in part.html


def test_an_unclosed_block_is_named_where_it_opens_and_swallows_no_question():
    body = (
        "::: note\ntekst\n\n```question\nid: p\ntype: true-false\nprompt: p\n"
        "answer: true\n```\n"
    )
    assert lesson_problems(body) == [("container-open", 1, 1)]


def test_an_unclosed_block_inside_a_list_is_named_there():
    assert lesson_problems("- a\n\n  ::: note\n  b\n\nkoniec\n") == [
        ("container-open", 3, 3)
    ]


def test_every_bad_line_of_a_dialogue_is_named():
    assert lesson_problems("::: dialogue\nbez nikogo\n= sam\nA:\n:::\n") == [
        ("dialogue-no-speaker", 2, 1),
        ("dialogue-translation-alone", 3, 1),
        ("dialogue-no-text", 4, 1),
    ]


def test_a_second_translation_of_one_line_is_refused():
    assert lesson_problems("::: dialogue\nA: a\n= b\n= c\n:::\n") == [
        ("dialogue-translation-alone", 4, 1)
    ]
