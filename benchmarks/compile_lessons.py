"""How long a package of 1,000 lessons takes to check and compile, beside bare parsers.

The reference loads the same YAML with PyYAML's C loader and renders the same Markdown,
that of lessons and that in the fields of questions, with markdown-it-py, and does
nothing else: no checks, no positions, no sanitising. The second, harsher reference
leaves the Markdown in questions alone and prints them as code.
"""

import gc
import json
import re
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt

from app.content.check import check

LESSONS = 1_000
ROUNDS = 3

COURSE = """\
id: benchmark
title: Tysiąc lekcji
summary: Kurs, który istnieje tylko po to, by mierzyć czas.
language: pl
teaches: de
hours: 100
authors: [Czeladnik]
licence: CC-BY-SA-4.0
modules:
  - id: modul
    title: Wszystko
    activities: [{activities}]
"""
LESSON = """\
---
id: lekcja-{n}
title: "Lekcja {n}: umowa w warsztacie"
minutes: 20
open: {open}
law_as_of: 2026-11-23
legal_basis: [art. {n} KP, art. 25 KP]
sources:
  - {{title: "Kodeks pracy (t.j. Dz.U. z 2026 r. poz. 1245)", date: 2026-09-24}}
---
Majster nr {n} zatrudnia **czeladnika** na *okres próbny*. Po fajrancie, czyli
po [Feierabend]{{lang=de}}, pyta go o wrażenia. Zobacz też
[poradnik](https://www.example.org/poradnik/{n}) i poprzednie lekcje.

## Umowa numer {n}

Umowę zawiera się na piśmie. Jeżeli nie zachowano formy, pracodawca potwierdza jej
ustalenia **przed** dopuszczeniem do pracy. Potwierdzenie obejmuje strony, rodzaj umowy,
datę jej zawarcia oraz warunki pracy i płacy (`art. 29`).

- strony umowy i adres siedziby pracodawcy,
- rodzaj pracy, na przykład *stolarz* albo *zdun*,
- miejsce pracy, wymiar czasu i wynagrodzenie za {n} godzin.

| Rodzaj umowy | Najdłużej | Uwagi |
|---|---|---|
| na okres próbny | 3 miesiące | jeden raz |
| na czas określony | 33 miesiące | najwyżej 3 umowy |
| na czas nieokreślony | bez granicy | wymaga uzasadnienia |

::: warning Zanim zaczniesz
Bez pisma pracownik **nie może** stanąć przy maszynie nr {n}.
:::

::: dialogue
Kunde: Guten Tag! Ich habe einen Termin um {n} Uhr.
= Dzień dobry! Mam wizytę o {n}.
Meister: Kommen Sie herein, bitte!
= Proszę wejść!
:::

::: vocabulary
der Vertrag, die Verträge = umowa | Der Vertrag ist fertig. = Umowa jest gotowa.
die Frist, die Fristen = termin
:::

```question
id: p-{n}-1
type: single-choice
prompt: Kiedy najpóźniej potwierdza się umowę nr {n} na piśmie?
choices:
  - {{id: a, text: Przed dopuszczeniem do pracy, right: true}}
  - {{id: b, text: W ciągu 7 dni, feedback: To termin na **informację** o warunkach.}}
  - {{id: c, text: Przy pierwszej wypłacie}}
explanation: Potwierdzenie musi być przed rozpoczęciem pracy (art. 29 § 2 KP).
```

### Co dalej

Kodeks zna jeszcze inne umowy. O każdej piszemy osobno, z przykładami z warsztatu,
salonu i piekarni. Na końcu czeka sprawdzian, do którego można podejść trzy razy.

```question
id: p-{n}-2
type: short-text
prompt: Jak po niemiecku nazywa się umowa?
answers:
  - {{text: [der Vertrag, Vertrag]}}
  - {{text: das Vertrag, mark: 50%, feedback: Rodzajnik jest męski.}}
accepts: [der Vertrag]
```

> Czeladnik nr {n} pamięta: co nie jest zapisane, tego trudno dowieść.
"""


def measure() -> dict[str, Any]:
    """Return seconds for the reference, a full and an unchanged compilation."""
    with tempfile.TemporaryDirectory() as folder:
        texts = _write(Path(folder))
        cache: dict[str, Any] = {}
        rounds: list[tuple[float, float, float, float]] = []
        for _ in range(ROUNDS):
            cache.clear()
            rounds.append(
                (
                    _seconds(lambda: _parse_only(texts, with_fields=True)),
                    _seconds(lambda: _parse_only(texts, with_fields=False)),
                    _seconds(lambda: _compile(Path(folder), cache)),
                    _seconds(lambda: _compile(Path(folder), cache)),
                )
            )
    reference, _, compiled, unchanged = (
        statistics.median(column) for column in zip(*rounds, strict=True)
    )
    return {
        "lessons": LESSONS,
        "characters": sum(map(len, texts)),
        "reference_s": round(reference, 3),
        "compile_s": round(compiled, 3),
        "unchanged_s": round(unchanged, 3),
        "ratio": round(statistics.median(c / r for r, _, c, _ in rounds), 3),
        "ratio_fields_as_code": round(
            statistics.median(c / h for _, h, c, _ in rounds), 3
        ),
        "unchanged_ratio": round(statistics.median(u / r for r, _, _, u in rounds), 3),
    }


def _write(folder: Path) -> list[str]:
    (folder / "lessons").mkdir()
    activities = ", ".join(f"lekcja-{n}" for n in range(1, LESSONS + 1))
    (folder / "course.yaml").write_text(COURSE.format(activities=activities))
    texts = []
    for n in range(1, LESSONS + 1):
        is_open = "true" if n % 10 == 0 else "false"
        texts.append(LESSON.format(n=n, open=is_open))
        (folder / "lessons" / f"{n:04}.md").write_text(texts[-1])
    return texts


def _compile(folder: Path, cache: dict[str, Any]) -> None:
    result = check(folder, cache)
    assert result.course is not None, result.problems[:3]
    assert len(result.course.lessons) == LESSONS


def _parse_only(texts: list[str], *, with_fields: bool) -> None:
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    for text in texts:
        _, keys, body = text.split("---\n", 2)
        yaml.load(keys, Loader=yaml.CSafeLoader)
        for source in re.findall(r"```question\n(.*?)```", body, re.DOTALL):
            question = yaml.load(source, Loader=yaml.CSafeLoader)
            if with_fields:
                _render_fields(markdown, question)
        markdown.render(body)


def _render_fields(markdown: MarkdownIt, question: dict[str, Any]) -> None:
    markdown.render(question["prompt"])
    markdown.render(question.get("explanation", ""))
    for part in (*question.get("choices", ()), *question.get("answers", ())):
        if "id" in part:
            markdown.renderInline(part["text"])
        markdown.renderInline(part.get("feedback", ""))


def _seconds(work: Callable[[], None]) -> float:
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))
