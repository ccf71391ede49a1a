"""Settings: read once from the environment, checked, explained where they are wrong."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

ROOT = Path(__file__).resolve().parent
LOCALES = ("pl", "de", "en")
SHORTEST_SECRET = 32


class BadSetting(ValueError):
    """A setting that cannot be used; the message names it and says what to do."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything that may differ between two installations.

    `describe()` of each field is its metadata; README's table is tested against it.
    """

    data_dir: Path = field(
        metadata={
            "env": "DATA_DIR",
            "default": "data",
            "help": "Where the database, archives, media and the secret are kept.",
        }
    )
    database_url: str = field(
        metadata={
            "env": "DATABASE_URL",
            "default": "SQLite under DATA_DIR",
            "help": "postgresql://user:password@host/name for PostgreSQL.",
        }
    )
    secret_key: str = field(
        repr=False,
        metadata={
            "env": "SECRET_KEY",
            "default": "made once under DATA_DIR",
            "help": "Signs forms and anonymous cookies; at least 32 characters.",
        },
    )
    public_url: str = field(
        metadata={
            "env": "PUBLIC_URL",
            "default": "http://127.0.0.1:PORT",
            "help": "The address people use; decides host, links in mail and QR codes, "
            "and secure cookies when it is https.",
        }
    )
    bind: str = field(
        metadata={
            "env": "BIND",
            "default": "127.0.0.1",
            "help": "Address the server listens on.",
        }
    )
    port: int = field(
        metadata={
            "env": "PORT",
            "default": "8000",
            "help": "Port the server listens on.",
        }
    )
    workers: int = field(
        metadata={
            "env": "WORKERS",
            "default": "1",
            "help": "Worker processes; more than one needs PostgreSQL.",
        }
    )
    proxies: int = field(
        metadata={
            "env": "PROXIES",
            "default": "0",
            "help": "How many reverse proxies stand in front and set X-Forwarded-For.",
        }
    )
    default_locale: str = field(
        metadata={
            "env": "DEFAULT_LOCALE",
            "default": "pl",
            "help": "Interface language of visitors: pl, de or en.",
        }
    )
    time_zone: str = field(
        metadata={
            "env": "TIME_ZONE",
            "default": "Europe/Warsaw",
            "help": "Zone of all dates and times shown and exported.",
        }
    )
    site_name: str = field(
        metadata={
            "env": "SITE_NAME",
            "default": "Czeladnik",
            "help": "Name of the platform in titles and mail.",
        }
    )
    issuer: str = field(
        metadata={
            "env": "ISSUER",
            "default": "Izba Rzemieślnicza w Opolu",
            "help": "Who issues certificates.",
        }
    )
    issuer_place: str = field(
        metadata={
            "env": "ISSUER_PLACE",
            "default": "Opole",
            "help": "Place printed on certificates.",
        }
    )
    courses_dir: Path = field(
        metadata={
            "env": "COURSES_DIR",
            "default": "courses",
            "help": "Course packages published at start.",
        }
    )
    smtp_host: str = field(
        metadata={
            "env": "SMTP_HOST",
            "default": "",
            "help": "Mail server; empty: no mail, staff hand over one-time links.",
        }
    )
    smtp_port: int = field(
        metadata={"env": "SMTP_PORT", "default": "587", "help": "Its port."}
    )
    smtp_user: str = field(
        metadata={"env": "SMTP_USER", "default": "", "help": "Its user, if any."}
    )
    smtp_password: str = field(
        repr=False,
        metadata={"env": "SMTP_PASSWORD", "default": "", "help": "Its password."},
    )
    smtp_tls: str = field(
        metadata={
            "env": "SMTP_TLS",
            "default": "starttls",
            "help": "starttls, tls or none.",
        }
    )
    mail_from: str = field(
        metadata={
            "env": "MAIL_FROM",
            "default": "czeladnik@localhost",
            "help": "Sender of mail.",
        }
    )
    retention_years: int = field(
        metadata={
            "env": "RETENTION_YEARS",
            "default": "5",
            "help": "Years after the end of an enrolment's calendar year during which "
            "its evidence is kept even when erasure is asked for.",
        }
    )

    @property
    def https(self) -> bool:
        """Whether people reach the site by HTTPS."""
        return self.public_url.startswith("https://")

    @property
    def host(self) -> str:
        """Host, with port if any, that requests must be addressed to."""
        return urlsplit(self.public_url).netloc

    @property
    def sqlite(self) -> bool:
        """Whether the embedded database is used."""
        return self.database_url.startswith("sqlite")


def from_environment(environ: Mapping[str, str]) -> Settings:
    """Read settings, create DATA_DIR and the secret; raise BadSetting otherwise."""
    data_dir = Path(environ.get("DATA_DIR") or ROOT / "data").resolve()
    _make_data_dir(data_dir)
    port = _number(environ, "PORT", 8000, low=0, high=65535)
    settings = Settings(
        data_dir=data_dir,
        database_url=_database_url(environ.get("DATABASE_URL", ""), data_dir),
        secret_key=environ.get("SECRET_KEY") or _kept_secret(data_dir),
        public_url=_public_url(environ.get("PUBLIC_URL") or f"http://127.0.0.1:{port}"),
        bind=environ.get("BIND") or "127.0.0.1",
        port=port,
        workers=_number(environ, "WORKERS", 1, low=1, high=64),
        proxies=_number(environ, "PROXIES", 0, low=0, high=5),
        default_locale=_choice(environ, "DEFAULT_LOCALE", LOCALES),
        time_zone=_zone(environ.get("TIME_ZONE") or "Europe/Warsaw"),
        site_name=environ.get("SITE_NAME") or "Czeladnik",
        issuer=environ.get("ISSUER") or "Izba Rzemieślnicza w Opolu",
        issuer_place=environ.get("ISSUER_PLACE") or "Opole",
        courses_dir=Path(environ.get("COURSES_DIR") or ROOT / "courses").resolve(),
        smtp_host=environ.get("SMTP_HOST", ""),
        smtp_port=_number(environ, "SMTP_PORT", 587, low=1, high=65535),
        smtp_user=environ.get("SMTP_USER", ""),
        smtp_password=environ.get("SMTP_PASSWORD", ""),
        smtp_tls=_choice(environ, "SMTP_TLS", ("starttls", "tls", "none")),
        mail_from=environ.get("MAIL_FROM") or "czeladnik@localhost",
        retention_years=_number(environ, "RETENTION_YEARS", 5, low=0, high=50),
    )
    _check_together(settings)
    return settings


def _make_data_dir(path: Path) -> None:
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = path / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise BadSetting(
            f"DATA_DIR {path} cannot be written ({error.strerror}): "
            "choose another folder or mend its owner and permissions."
        ) from error


def _database_url(url: str, data_dir: Path) -> str:
    if not url:
        return f"sqlite:///{data_dir / 'czeladnik.db'}"
    for short in ("postgres://", "postgresql://"):
        if url.startswith(short):
            return "postgresql+psycopg://" + url.removeprefix(short)
    if url.startswith(("sqlite:///", "postgresql+psycopg://")):
        return url
    raise BadSetting(
        "DATABASE_URL must begin with sqlite:/// or postgresql://; "
        "other databases are not supported."
    )


def _kept_secret(data_dir: Path) -> str:
    """Return the secret under DATA_DIR, made at the first start, ours alone."""
    path = data_dir / "secret"
    if not path.exists():
        fresh = path.with_suffix(f".{secrets.token_hex(4)}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_hex(32), encoding="ascii")
        try:
            # A hard link never overwrites, so two processes agree on one secret.
            path.hardlink_to(fresh)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text(encoding="ascii").strip()


def _public_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise BadSetting(f"PUBLIC_URL {url!r} must look like https://kursy.example.pl.")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise BadSetting(f"PUBLIC_URL {url!r} must not have a path.")
    return f"{parts.scheme}://{parts.netloc}"


def _number(
    environ: Mapping[str, str], name: str, default: int, *, low: int, high: int
) -> int:
    text = environ.get(name) or str(default)
    if text.isascii() and text.isdigit() and low <= int(text) <= high:
        return int(text)
    raise BadSetting(
        f"{name} must be a whole number from {low} to {high}, not {text!r}."
    )


def _choice(environ: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    text = environ.get(name) or choices[0]
    if text in choices:
        return text
    raise BadSetting(f"{name} must be one of {', '.join(choices)}, not {text!r}.")


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise BadSetting(
            f"TIME_ZONE {name!r} is not known, try Europe/Warsaw."
        ) from error
    return name


def _check_together(settings: Settings) -> None:
    if len(settings.secret_key) < SHORTEST_SECRET:
        raise BadSetting(
            f"SECRET_KEY must have at least {SHORTEST_SECRET} characters; "
            "leave it out and one is made under DATA_DIR."
        )
    if settings.sqlite and settings.workers > 1:
        raise BadSetting(
            "WORKERS above 1 needs PostgreSQL (DATABASE_URL): "
            "the embedded database has one writer process."
        )
