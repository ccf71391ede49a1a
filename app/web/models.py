"""What the web layer remembers: how often something was tried."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Instant


class Throttle(Base):
    """Tries counted in one window; in the database, so all processes share it."""

    __tablename__ = "throttle"

    bucket: Mapped[str] = mapped_column(String(100), primary_key=True)
    window_at: Mapped[datetime] = mapped_column(Instant, primary_key=True)
    tries: Mapped[int]
