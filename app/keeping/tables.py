"""All tables of all rooms, whichever of them happen to be imported already."""

from __future__ import annotations

import importlib
from pathlib import Path

from sqlalchemy import MetaData, Table

from app.db import Base

APP = Path(__file__).parents[1]


def metadata() -> MetaData:
    """Return the metadata that holds the tables of every room's models.py."""
    for path in sorted(APP.glob("*/models.py")):
        importlib.import_module(f"app.{path.parent.name}.models")
    return Base.metadata


def in_order() -> list[Table]:
    """Return every table, those that others refer to first."""
    return metadata().sorted_tables
