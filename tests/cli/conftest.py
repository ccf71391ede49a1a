"""Databases that know which version they are of, as commands want them."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.keeping.schema import head


@pytest.fixture
def stamped(database_url: str) -> None:
    """Note the version in the tests' database, whose tables no migration made."""
    engine = sa.create_engine(database_url)
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32))"
        )
        connection.exec_driver_sql("DELETE FROM alembic_version")
        connection.execute(
            sa.text("INSERT INTO alembic_version VALUES (:head)"), {"head": head()}
        )
    engine.dispose()
