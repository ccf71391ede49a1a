"""Run the commands without their console script: `python -m app.cli`."""

from app.cli import main

main(prog_name="czeladnik")
