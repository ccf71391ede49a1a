"""A small course package with every type of question, and a key that can be looked for.

Whatever must not be told too early has KLUCZ in it: right answers that are typed,
feedback, explanations, and the ids of choices and of items to be put in order.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path

SECRET = "klucz"

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    "AABJRU5ErkJggg=="
)
OTHER_PICTURE = PICTURE + b"\0"

_COURSE = """\
id: kurs
title: {pl: Kurs próbny, de: Probekurs, en: Trial course}
summary: {pl: O wszystkim, de: Von allem, en: Of everything}
audience: Dla rzemieślników
goals: [Umiem wszystko]
language: pl
teaches: de
level: A1
hours: 4.5
authors: [Ewa Ćwik]
licence: CC-BY-SA-4.0
modules:
  - id: pierwszy
    title: Moduł pierwszy
    activities: [otwarta, zamknieta, cwiczenie]
  - id: drugi
    title: Moduł drugi
    activities: [test, egzamin]
completion: {lessons: all, quizzes: [test, egzamin], practice: [otwarta]}
certificate: {results: true, valid_months: 24}
"""

_OPEN = """\
---
id: otwarta
title: Lekcja otwarta
minutes: 10
open: true
law_as_of: 2026-11-23
sources:
  - {title: Kodeks pracy, date: 2026-09-24}
---
Treść lekcji otwartej. Dalej jest [lekcja zamknięta](zamknieta).

![Plan](media/plan.png "Plan warsztatu")

```question
id: p-wybor
type: single-choice
prompt: Co wybierasz?
hint: To tylko podpowiedź.
choices:
  - {id: klucz-tak, text: Tak, right: true, feedback: KLUCZ-trafione}
  - {id: klucz-nie, text: Nie, feedback: KLUCZ-chybione}
explanation: KLUCZ-bo-tak
```

```question
id: p-slowo
type: short-text
prompt: Napisz słowo.
answers:
  - {id: jeden, text: klucznik}
  - {id: dwa, text: klucz, mark: 50%, feedback: KLUCZ-prawie}
```
"""

_CLOSED = """\
---
id: zamknieta
title: Lekcja zamknięta
minutes: 15
---
Treść lekcji zamkniętej.

![Dom](media/dom.png)
"""

_BANK = """\
questions:
  - id: b-jeden
    type: single-choice
    prompt: "Jeden z trzech? ![Dom](media/dom.png)"
    choices:
      - {id: klucz-a, text: Pierwszy, right: true, feedback: KLUCZ-jeden-dobrze}
      - {id: klucz-b, text: Drugi, feedback: KLUCZ-jeden-zle}
      - {id: klucz-c, text: Trzeci}
    explanation: KLUCZ-jeden-wyjasnienie
  - id: b-wiele
    type: multiple-choice
    prompt: Które dwa?
    choices:
      - {id: klucz-a, text: Alfa, right: true}
      - {id: klucz-b, text: Beta, right: true}
      - {id: klucz-c, text: Gamma, feedback: KLUCZ-wiele-zle}
      - {id: klucz-d, text: Delta}
    explanation: KLUCZ-wiele-wyjasnienie
  - id: b-prawda
    type: true-false
    prompt: Czy to prawda?
    answer: true
    feedback: {true: KLUCZ-prawda-dobrze, false: KLUCZ-prawda-zle}
    explanation: KLUCZ-prawda-wyjasnienie
  - id: b-slowo
    type: short-text
    prompt: Jak jest „dziewczyna”?
    points: 2
    answers:
      - {id: klucz-r, text: das Kluczmädchen, feedback: KLUCZ-slowo-dobrze}
      - {id: klucz-s, text: Kluczmädchen, mark: 50%, feedback: KLUCZ-slowo-pol}
      - {id: klucz-t, text: das Mädel, mark: 0%, feedback: KLUCZ-slowo-zle}
    explanation: KLUCZ-slowo-wyjasnienie
  - id: b-liczba
    type: number
    prompt: Ile to jest?
    answer: 474747
    tolerance: 0.5
    explanation: KLUCZ-liczba-wyjasnienie
  - id: b-pary
    type: matching
    prompt: Połącz.
    pairs:
      - {id: para-p, left: Chleb, right: Piekarz}
      - {id: para-q, left: Stół, right: Stolarz}
    extra: [{id: klucz-x, text: Kowal}]
    explanation: KLUCZ-pary-wyjasnienie
  - id: b-rzad
    type: ordering
    prompt: Ustaw po kolei.
    items:
      - {id: klucz-i, text: Najpierw}
      - {id: klucz-j, text: Potem}
      - {id: klucz-k, text: Na końcu}
    explanation: KLUCZ-rzad-wyjasnienie
  - id: b-luki
    type: cloze
    prompt: Uzupełnij.
    text: "Ich [[g1]] Tischler und [[g2]] aus Polen."
    gaps:
      g1: {answer: kluczbin, feedback: KLUCZ-luka-zle}
      g2: {answer: kluczkomme}
    explanation: KLUCZ-luki-wyjasnienie
"""

_PRACTICE = """\
id: cwiczenie
title: Ćwiczenie
behaviour: practice
questions: [b-jeden, b-slowo]
"""

_TEST = """\
id: test
title: Test
intro: "Wstęp do testu. ![Dom](media/dom.png)"
behaviour: test
tries: 2
per_page: 3
questions: [b-jeden, b-wiele, b-prawda, b-slowo, b-liczba, b-pary, b-rzad, b-luki]
"""

_EXAM = """\
id: egzamin
title: Egzamin
behaviour: exam
questions: [b-jeden, b-prawda, b-slowo]
"""

_MEDIA = """\
plan.png: {licence: CC0-1.0, author: Ewa Ćwik, alt: Plan}
dom.png: {licence: CC0-1.0, author: Ewa Ćwik, alt: Dom}
"""

FILES: Mapping[str, str | bytes] = {
    "course.yaml": _COURSE,
    "lessons/01-otwarta.md": _OPEN,
    "lessons/02-zamknieta.md": _CLOSED,
    "questions/bank.yaml": _BANK,
    "quizzes/cwiczenie.yaml": _PRACTICE,
    "quizzes/test.yaml": _TEST,
    "quizzes/egzamin.yaml": _EXAM,
    "media/media.yaml": _MEDIA,
    "media/plan.png": PICTURE,
    "media/dom.png": OTHER_PICTURE,
}


def write_package(
    folder: Path,
    changes: Mapping[str, str | bytes | None] | None = None,
    *,
    instead: Mapping[str, tuple[str, str]] | None = None,
) -> Path:
    """Write the package into `folder` and return it.

    `changes` replace whole files (None leaves one out); `instead` replaces a text in a
    file by another one, and raises LookupError when it does not stand there.
    """
    files = {**FILES, **(changes or {})}
    for path, (old, new) in (instead or {}).items():
        text = files[path]
        if not isinstance(text, str) or old not in text:
            raise LookupError(f"{old!r} does not stand in {path}")
        files[path] = text.replace(old, new)
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            target.unlink(missing_ok=True)
        else:
            data = content.encode() if isinstance(content, str) else content
            target.write_bytes(data)
    return folder
