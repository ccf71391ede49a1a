"""Run the benchmarks: python -m benchmarks [name ...]; without names, all of them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from benchmarks import (
    compile_lessons,
    marking,
    pages,
    question_statistics,
    report,
    start,
)
from benchmarks.table import Row, printed

SCENARIOS: dict[str, Callable[[], list[Row]]] = {
    "pages": pages.views_and_answers,
    "report": report.measure,
    "compile": lambda: _compiling(compile_lessons.measure()),
    "start": start.measure,
    "marking": marking.measure,
    "statistics": question_statistics.measure,
    "growth": pages.growth,
}


def main(names: list[str]) -> int:
    """Run the scenarios of these names; return how many figures are not as wanted."""
    failed = 0
    for name in names or SCENARIOS:
        rows = SCENARIOS[name]()
        print(printed(rows), flush=True)
        failed += sum(not row.holds for row in rows)
    return failed


def _compiling(found: dict[str, Any]) -> list[Row]:
    """(d) Return what checking and compiling costs beside bare parsers."""
    beside = f"{found['compile_s']} s, parsers {found['reference_s']} s"
    return [
        Row("(d) check and compile / parse", found["ratio"], most=1.5, beside=beside),
        Row("(d) unchanged / parse", found["unchanged_ratio"], most=0.1),
    ]


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1:]), 1))
