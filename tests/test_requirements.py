"""The lock files: complete, hashed, in step with each other, and naming no host."""

from __future__ import annotations

import re
import tomllib

import pytest

from config import ROOT

LOCKS = ["requirements.txt", "requirements-dev.txt"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def pins(lock: str) -> dict[str, str]:
    """Each package's pin with its hashes, by normalised name."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).replace("\\\n", "")
    return {entry.split("==")[0]: entry for entry in entries.splitlines()}


def normalised(requirement: str) -> str:
    name = re.split(r"[\[<>=~; ]", requirement, maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", name).lower()


def wanted(*extras: str) -> set[str]:
    project = PROJECT["project"]
    lists = [project["dependencies"]]
    lists += [project["optional-dependencies"][extra] for extra in extras]
    return {normalised(requirement) for names in lists for requirement in names}


def test_every_package_the_project_names_is_pinned() -> None:
    assert wanted("build") <= set(pins("requirements.txt"))
    assert wanted("build", "dev") <= set(pins("requirements-dev.txt"))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_is_exact_and_has_hashes(lock: str) -> None:
    for entry in pins(lock).values():
        assert re.match(r"[a-z0-9-]+==[\w.]+ ", entry)
        assert "--hash=sha256:" in entry


def test_the_tests_run_with_the_versions_the_product_ships() -> None:
    product, development = pins("requirements.txt"), pins("requirements-dev.txt")
    assert {name: development.get(name) for name in product} == product


@pytest.mark.parametrize("lock", LOCKS)
def test_the_locks_name_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.search(r"https?:|file:|--(extra-)?index-url|--find-links", text)
