"""What the doctor looks at in records: is anything waiting that nobody comes for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import sqlalchemy as sa

from app.engines import Database
from app.keeping.finding import Finding, broken, ok
from app.publishing.models import Revision
from app.quizzes.models import Attempt
from config import Settings

LONGEST_OPEN = timedelta(hours=1)  # the job closes an attempt within a minute


def attempts(
    database: Database, _settings: Settings, now: datetime
) -> Iterator[Finding]:
    """Tell of attempts whose time is long up and that are open still, by revision."""
    query = (
        sa.select(
            Attempt.course_id,
            Revision.number,
            sa.func.count().label("many"),
            sa.func.min(Attempt.due_at).label("since"),
        )
        .outerjoin(Revision, Revision.digest == Attempt.digest)
        .where(Attempt.submitted_at.is_(None), Attempt.due_at < now - LONGEST_OPEN)
        .group_by(Attempt.course_id, Revision.number)
        .order_by(Attempt.course_id, Revision.number)
    )
    with database.reading() as session:
        stuck = session.execute(query).all()
    for row in stuck:
        yield broken(
            "attempts",
            f"{row.many} of course {row.course_id}, revision {row.number or 'unknown'},"
            f" ended {row.since:%Y-%m-%d %H:%M} UTC or later and are not closed",
            "Start the server, which closes them. If it runs, its log says why it "
            "cannot, and mending the revision is enough.",
        )
    if not stuck:
        yield ok("attempts", "none is open longer than its time")
