"""The laws of the house, checked: imports go down one list, files stay small."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
APP = ROOT / "app"
MODULES = sorted(APP.rglob("*.py"))
LONGEST = 300  # lines
WEB_OR_DATABASE = re.compile(
    r"(flask|werkzeug|sqlalchemy|alembic|wtforms|"
    r"app\.(connections|db|engines|extensions|prepared|web))\b"
)
# What stands at the top of app/; everything else must have a place in the list.
TOP = {"__init__", "db", "connections", "engines", "extensions", "prepared"}


def test_imports_go_down_one_list():
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 broken" in done.stdout


def test_every_room_has_its_place_in_the_list():
    layers = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    rooms = {path.parent.name for path in APP.glob("*/__init__.py")}
    unplaced = {room for room in rooms if not re.search(rf"\b{room}\b", layers)}

    assert unplaced == set()
    assert {path.stem for path in APP.glob("*.py")} == TOP


@pytest.mark.parametrize(
    "path",
    [*MODULES, *sorted((ROOT / "tests").rglob("*.py"))],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_a_file_fits_into_one_head(path: Path):
    lines = len(path.read_text(encoding="utf-8").splitlines())

    assert lines < LONGEST


def test_only_the_engines_commit():
    guilty = [
        str(path.relative_to(ROOT))
        for path in MODULES
        if ".commit(" in path.read_text(encoding="utf-8")
    ]

    assert guilty == ["app/engines.py"]


def test_rules_and_what_is_taught_know_neither_web_nor_database():
    pure = [*APP.glob("*/rules.py"), *APP.glob("questions/**/*.py")]
    pure.append(APP / "quizzes/drawing.py")
    pure += APP.glob("content/**/*.py")
    guilty = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in pure
        for name in _imported(path)
        if WEB_OR_DATABASE.match(name)
    }

    assert guilty == set()


def test_rules_do_not_look_at_the_clock():
    clock = re.compile(r"\b(datetime\.now|utcnow|date\.today|time\.time)\(")
    guilty = [
        str(path.relative_to(ROOT))
        for path in APP.glob("*/rules.py")
        if clock.search(path.read_text(encoding="utf-8"))
    ]

    assert guilty == []


def test_views_and_forms_hold_no_sql():
    guilty = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in MODULES
        if path.stem in {"forms", "views"} or "views" in path.parts
        for name in _imported(path)
        # The view that tells whether the database answers has to ask it something.
        if name.startswith("sqlalchemy") and path != APP / "web" / "views.py"
        if not re.match(r"sqlalchemy\.(exc|orm$|orm\.Session)", name)
    }

    assert guilty == set()


def test_nobody_imports_a_view():
    guilty = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in MODULES
        if path != APP / "__init__.py" and "views" not in path.parts
        for name in _imported(path)
        if re.match(r"app\.\w+\.views\b", name)
    }

    assert guilty == set()


def test_nothing_is_called_after_nothing():
    vague = {"utils", "util", "helpers", "helper", "common", "services", "misc"}

    assert [path for path in MODULES if vague & {path.stem, *path.parts}] == []


def _imported(path: Path) -> list[str]:
    """Return the modules a file imports when it runs, `from a import b` as a.b too."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            node.body = []
    names = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.append(node.module)
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return names
