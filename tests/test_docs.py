"""What the documents say is so."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from app.cli import main
from config import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_lists_every_setting_as_the_code_has_it():
    rows = re.findall(r"^\| `([A-Z_]+)` \| (.*?) \| (.*?) \|$", README, re.MULTILINE)
    wanted = [
        (
            field.metadata["env"],
            field.metadata["default"] or "empty",
            field.metadata["help"],
        )
        for field in fields(Settings)
    ]

    assert rows == wanted


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "CONTRIBUTING.md",
        "courses/README.md",
        "courses/questions.md",
        "courses/pictures-and-sound.md",
    ],
)
def test_every_command_a_document_names_exists(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    named = re.findall(r"\bczeladnik ([a-z]+)(?: ([a-z]+)\b)?", text)
    assert named or name != "README.md"

    for first, second in named:
        command = main.commands.get(first)
        assert command is not None, first
        groups = getattr(command, "commands", None)
        if groups is not None and second:
            assert second in groups, f"{first} {second}"


@pytest.mark.parametrize(
    "name",
    ["README.md", "CONTRIBUTING.md", "app/README.md", "courses/questions.md"],
)
def test_every_link_to_a_file_leads_to_one(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", text)
    folder = (ROOT / name).parent

    assert [one for one in targets if not (folder / one).exists()] == []
