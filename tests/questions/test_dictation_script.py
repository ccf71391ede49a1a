"""Dictation with scripts: in a quiz hearing is counted, and the other task is noted."""

import base64
import io
import wave

import pytest

from tests.questions.asking import asked, shown
from tests.questions.scripted import STATIC, page

__all__ = ["page"]

pytestmark = pytest.mark.browser


def silence(seconds: float) -> str:
    """Return an address that holds a recording of nothing."""
    file = io.BytesIO()
    with wave.open(file, "wb") as recording:
        recording.setnchannels(1)
        recording.setsampwidth(1)
        recording.setframerate(8000)
        recording.writeframes(b"\x80" * int(8000 * seconds))
    return "data:audio/wav;base64," + base64.b64encode(file.getvalue()).decode()


def dictation(**keys):
    question = asked(
        "dictation", sound="media/x.wav", transcript="Hallo", plays=2, **keys
    )
    return question.model_copy(update={"sound": question.sound.found(silence(0.2))})


def opened(page, question, *, quiz: bool) -> None:
    """Show it in a quiz, whose form saves itself, or in practice."""
    # The store of a tab needs a page with an address.
    page.route("**/*", lambda route: route.fulfill(body="", content_type="text/html"))
    page.goto("http://czeladnik.test/attempts/1")
    html = shown(question.widget({}, None))
    page.set_content(html.replace("<form", "<form data-autosave") if quiz else html)
    page.add_script_tag(path=STATIC / "js/dictation.js")


def hear(page) -> None:
    """Play the recording to its end."""
    page.evaluate(
        """() => new Promise(done => {
          const sound = document.querySelector("audio");
          sound.muted = true;
          sound.addEventListener("ended", done, { once: true });
          sound.addEventListener("pause", done, { once: true });
          sound.play().catch(done);
        })"""
    )


def left(page) -> str:
    return page.locator("[data-dictation-plays]").inner_text()


def test_in_a_quiz_it_is_counted_and_then_over(page):
    opened(page, dictation(), quiz=True)
    assert left(page) == "You can listen 2 more times."

    hear(page)
    assert left(page) == "You can listen 1 more times."
    assert page.locator("audio").is_visible()
    hear(page)

    assert left(page) == "You have listened as often as you may."
    assert not page.locator("audio").is_visible()


def test_loading_the_page_again_gives_no_more(page):
    opened(page, dictation(), quiz=True)
    hear(page)
    hear(page)

    opened(page, dictation(), quiz=True)

    assert left(page) == "You have listened as often as you may."
    assert not page.locator("audio").is_visible()


def test_in_practice_nothing_is_counted(page):
    opened(page, dictation(), quiz=False)
    for _ in range(3):
        hear(page)

    assert page.locator("audio").is_visible()
    assert not page.locator("[data-dictation-plays]").is_visible()


def test_who_opens_the_other_task_is_noted_as_doing_it(page):
    opened(page, dictation(alternative="Übersetze."), quiz=True)
    page.evaluate(
        "document.forms[0].addEventListener('change', () => { window.told = true })"
    )
    taken = page.locator("input[type=checkbox]")
    assert not taken.is_checked()

    page.get_by_text("I cannot hear the recording").click()
    page.wait_for_function("window.told")

    assert taken.is_checked()
    taken.uncheck()
    assert not taken.is_checked()
