"""The table of leases."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, instant


class Lease(Base):
    """One process does one kind of background work until `until_at`."""

    __tablename__ = "lease"

    job: Mapped[str] = mapped_column(String(64), primary_key=True)
    holder: Mapped[str] = mapped_column(String(64))
    until_at: Mapped[instant]
