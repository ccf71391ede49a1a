"""The tree of organisations as nested lists, the way pages show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.accounts.organisations import Branch


@dataclass(frozen=True)
class Node:
    """An organisation with those directly below it."""

    branch: Branch
    below: list[Node] = field(default_factory=list)


def nested(branches: Iterable[Branch]) -> list[Node]:
    """Return the tops of a tree whose branches come each before those below it."""
    tops: list[Node] = []
    way: list[Node] = []  # from a top down to the branch before
    for branch in branches:
        node = Node(branch)
        del way[branch.depth :]
        (way[-1].below if way else tops).append(node)
        way.append(node)
    return tops
