"""The chamber staff's pages: people, organisations, enrolments."""
