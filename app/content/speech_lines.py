"""Dialogues and vocabulary: lines of two languages, and the tokens made of them."""

from collections.abc import Sequence

from markdown_it.rules_block import StateBlock

from app.content.page import Page
from app.content.problems import Fault
from app.questions.messages import N_

NO_SPEAKER = Fault(
    "dialogue-no-speaker",
    N_("Nobody says this line."),
    N_("Write “Name: text”; a translation goes in the next line, after “= ”."),
)
NO_UTTERANCE = Fault(
    "dialogue-no-text",
    N_("“%(speaker)s” says nothing here."),
    N_("Write what is said after the colon."),
)
NOTHING_TRANSLATED = Fault(
    "dialogue-translation-alone",
    N_("This translation follows no line of the dialogue."),
    N_("Put it right below the one line that it translates."),
)
NO_MEANING = Fault(
    "vocabulary-no-translation",
    N_("“%(term)s” has no translation."),
    N_("Write “term = translation”, and after it, if wanted, “| example = meaning”."),
)
EMPTY = Fault(
    "container-empty",
    N_("This block is empty."),
    N_("Write its lines, or remove it."),
)

Lines = Sequence[tuple[int, str]]


def push_dialogue(state: StateBlock, page: Page, title: str, lines: Lines) -> None:
    """Add the tokens of a dialogue: speakers, what they say, what it means."""
    _open(state, "dialogue", title)
    spoken = False  # whether the line above can be translated
    told = False  # whether a speaker's item is open
    for number, line in lines:
        if not line.strip():
            continue
        if line.startswith("="):
            _push_translation(state, page, number, line, spoken)
            spoken = False
            continue
        if told:
            state.push("line_close", "", -1)
        told = spoken = _push_utterance(state, page, number, line)
    if told:
        state.push("line_close", "", -1)
    elif not any(line.strip() for _, line in lines):
        page.note(EMPTY, state.line)
    state.push("dialogue_close", "", -1)


def _push_utterance(state: StateBlock, page: Page, number: int, line: str) -> bool:
    speaker, colon, text = line.partition(":")
    if not colon or not speaker.strip():
        page.note(NO_SPEAKER, number, page.lines[number].find(line))
        return False
    if not text.strip():
        page.note(NO_UTTERANCE, number, speaker=speaker.strip())
    state.push("line_open", "", 1).content = speaker.strip()
    _push_text(state, "utterance", number, text)
    return True


def _push_translation(
    state: StateBlock, page: Page, number: int, line: str, spoken: bool
) -> None:
    if not spoken:
        page.note(NOTHING_TRANSLATED, number, page.lines[number].find("="))
        return
    _push_text(state, "translation", number, line[1:])


def push_vocabulary(state: StateBlock, page: Page, title: str, lines: Lines) -> None:
    """Add the tokens of a vocabulary: a table of terms, meanings and examples."""
    rows = [(number, line) for number, line in lines if line.strip()]
    if not rows:
        page.note(EMPTY, state.line)
    has_examples = any("|" in line for _, line in rows)
    _open(state, "vocabulary", title, has_examples=has_examples)
    for number, line in rows:
        _push_row(state, page, number, line, has_examples)
    state.push("vocabulary_close", "", -1)


def _push_row(
    state: StateBlock, page: Page, number: int, line: str, has_examples: bool
) -> None:
    entry, *examples = line.split("|")
    term, meaning = _pair(entry)
    if not term or not meaning:
        page.note(NO_MEANING, number, page.lines[number].find(line), term=entry.strip())
    state.push("entry_open", "", 1)
    _push_text(state, "term", number, term)
    _push_text(state, "meaning", number, meaning)
    if has_examples:
        state.push("examples_open", "", 1)
        for example in examples:
            sentence, translation = _pair(example)
            _push_text(state, "utterance", number, sentence)
            if translation:
                _push_text(state, "translation", number, translation)
        state.push("examples_close", "", -1)
    state.push("entry_close", "", -1)


def _pair(text: str) -> tuple[str, str]:
    foreign, _, own = text.partition("=")
    return foreign.strip(), own.strip()


def _open(state: StateBlock, kind: str, title: str, **meta: bool) -> None:
    token = state.push(f"{kind}_open", "", 1)
    token.content, token.meta = title, meta


def _push_text(state: StateBlock, role: str, number: int, text: str) -> None:
    """Add a text whose role the renderer turns into the element around it."""
    inline = state.push("inline", "", 0)
    inline.content, inline.info = text.strip(), role
    inline.children, inline.map = [], [number, number + 1]
