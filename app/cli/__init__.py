"""Every command. Each imports what it needs when it runs, so that all start quickly."""

from __future__ import annotations

import click

from app.cli.demo import demo
from app.cli.keeping import backup, doctor, restore
from app.cli.packages import courses
from app.cli.records import audit, progress, reports, staff
from app.cli.schema import db
from app.cli.serving import serve


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="czeladnik", prog_name="czeladnik")
def main() -> None:
    """Czeladnik, a course engine for chambers of crafts.

    Settings come from the environment; the README lists them.
    """


for command in (serve, db, courses, staff, reports, progress, audit):
    main.add_command(command)
for command in (backup, restore, doctor, demo):
    main.add_command(command)
