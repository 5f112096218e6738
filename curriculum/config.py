"""Typed settings from the environment; refuses to start in production without its secrets."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from curriculum.contract.vocabulary import Role

MEGABYTE = 1024 * 1024
DEFAULT_UPLOAD_LIMIT = 25 * MEGABYTE
DEFAULT_DRAFT_DAYS = 30
DEFAULT_KEEP_RUNS = 10
DEFAULT_JOB_SILENCE = 300
LARGEST_NUMBER = 1_000_000
SHORTEST_SECRET = 16


class Mode(StrEnum):
    """How the tool runs. Only ``make run`` sets demo; only the tests set test."""

    PRODUCTION = "production"
    DEMO = "demo"
    TEST = "test"


class ConfigurationError(Exception):
    """The environment does not say enough, or says something wrong; the message names the variable."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All that can be set from outside.

    ``upload_limit`` is in bytes, ``draft_days`` is how long an upload that nobody took in is kept, ``trusted_proxies``
    how many proxies of our own stand between a visitor and the tool, ``keep_runs`` of how many mappings of a version
    the evidence is kept in any case, ``job_silence`` how many seconds a mapping may
    go on without telling how far it is.
    """

    mode: Mode
    data_folder: Path
    database_url: str
    secret_key: str
    password_salt: str
    upload_limit: int = DEFAULT_UPLOAD_LIMIT
    draft_days: int = DEFAULT_DRAFT_DAYS
    keep_runs: int = DEFAULT_KEEP_RUNS
    default_locale: str = "nl"
    queue_url: str = ""
    role_labels: tuple[tuple[str, str], ...] = ()
    use_meaning: bool = True
    trusted_proxies: int = 0
    job_silence: int = DEFAULT_JOB_SILENCE

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """Read the settings.

        ``CURRICULUM_MODE`` (production | demo | test), ``CURRICULUM_DATA`` (folder, default ``var``), ``DATABASE_URL``
        (sqlite:/// with a file, or postgresql://; default SQLite in the data folder), ``SECRET_KEY``,
        ``SECURITY_PASSWORD_SALT``, ``CURRICULUM_UPLOAD_LIMIT_MB``, ``CURRICULUM_DRAFT_DAYS``, ``CURRICULUM_LOCALE``,
        ``CURRICULUM_MEANING`` (on | off: whether the sentence encoder takes part), ``CURRICULUM_QUEUE_URL``
        (postgresql://; empty = SQLite in the data folder), ``CURRICULUM_PROXIES`` (how many proxies in a row to believe
        about who the visitor is; default 0), ``CURRICULUM_KEEP_RUNS`` (the mappings of a version whose evidence is kept
        in any case; default 10), ``CURRICULUM_JOB_SILENCE`` (after how many seconds without a word a mapping is taken
        for hung) and ``CURRICULUM_ROLE_LABELS`` (what a school calls its roles: "board=Opleidingsmanager;
        quality=Examencommissie").

        Raises
        ------
        ConfigurationError
            When production lacks a secret, or a value cannot be read.
        """
        env = os.environ if environment is None else environment
        mode = Mode(_read_choice("CURRICULUM_MODE", env, tuple(Mode)))
        data_folder = Path(env.get("CURRICULUM_DATA") or "var").absolute()
        return cls(
            mode=mode,
            data_folder=data_folder,
            database_url=_read_database_url(env.get("DATABASE_URL", ""), data_folder),
            secret_key=_read_secret("SECRET_KEY", env, mode, data_folder),
            password_salt=_read_secret("SECURITY_PASSWORD_SALT", env, mode, data_folder),
            upload_limit=_read_number("CURRICULUM_UPLOAD_LIMIT_MB", env, DEFAULT_UPLOAD_LIMIT // MEGABYTE) * MEGABYTE,
            draft_days=_read_number("CURRICULUM_DRAFT_DAYS", env, DEFAULT_DRAFT_DAYS),
            keep_runs=_read_number("CURRICULUM_KEEP_RUNS", env, DEFAULT_KEEP_RUNS),
            default_locale=_read_choice("CURRICULUM_LOCALE", env, ("nl", "en")),
            queue_url=_read_queue_url(env.get("CURRICULUM_QUEUE_URL", "")),
            role_labels=_read_role_labels(env.get("CURRICULUM_ROLE_LABELS", "")),
            use_meaning=_read_choice("CURRICULUM_MEANING", env, ("on", "off")) == "on",
            trusted_proxies=_read_number("CURRICULUM_PROXIES", env, 0, least=0),
            job_silence=_read_number("CURRICULUM_JOB_SILENCE", env, DEFAULT_JOB_SILENCE),
        )

    def to_flask(self) -> dict[str, Any]:
        """Return these settings under the names that Flask and its extensions know."""
        return {
            "CURRICULUM_MODE": self.mode,
            "CURRICULUM_DATA": self.data_folder,
            "UPLOAD_LIMIT": self.upload_limit,
            "DRAFT_DAYS": self.draft_days,
            "KEEP_RUNS": self.keep_runs,
            "QUEUE_URL": self.queue_url,
            "ROLE_LABELS": dict(self.role_labels),
            "USE_MEANING": self.use_meaning,
            "TRUSTED_PROXIES": self.trusted_proxies,
            # Immediate: the work is done where it is asked for, without a queue (tests, the demo). In a child: no file
            # can take this process down.
            "JOBS_IMMEDIATE": False,
            "JOBS_IN_CHILD": True,
            "JOB_SILENCE": self.job_silence,
            "SECRET_KEY": self.secret_key,
            "SECURITY_PASSWORD_SALT": self.password_salt,
            "SECURITY_PASSWORD_HASH": "argon2",
            "SECURITY_RETURN_GENERIC_RESPONSES": True,
            "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
            "SECURITY_JOIN_USER_ROLES": False,
            "SQLALCHEMY_DATABASE_URI": self.database_url,
            # A request may hold two connections (who is logged in, and the use case), and there are eight threads.
            "SQLALCHEMY_ENGINE_OPTIONS": {
                "pool_size": 10,
                "max_overflow": 20,
                "pool_pre_ping": True,
                # A fault of the database goes to the log, and the values of its statement hold names and passwords.
                "hide_parameters": True,
            },
            "BABEL_DEFAULT_LOCALE": self.default_locale,
            "BABEL_DEFAULT_TIMEZONE": "Europe/Amsterdam",
            # A form carries more than the file, so the whole request may be a little larger than one upload.
            "MAX_CONTENT_LENGTH": self.upload_limit + MEGABYTE,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            # The demo runs on plain http on this machine; everywhere else the cookie travels over https only.
            "SESSION_COOKIE_SECURE": self.mode is Mode.PRODUCTION,
            "REMEMBER_COOKIE_HTTPONLY": True,
            "REMEMBER_COOKIE_SAMESITE": "Lax",
            "REMEMBER_COOKIE_SECURE": self.mode is Mode.PRODUCTION,
            "TESTING": self.mode is Mode.TEST,
        }


def _read_choice(name: str, env: Mapping[str, str], choices: tuple[str, ...]) -> str:
    """Return one of the choices; the first one when nothing is set."""
    text = env.get(name) or choices[0]
    if text not in choices:
        raise ConfigurationError(f"{name} is {text!r}; use {' or '.join(choices)}.")
    return text


def _read_role_labels(text: str) -> tuple[tuple[str, str], ...]:
    """Read what a school calls its roles, for instance "board=Opleidingsmanager; quality=Examencommissie"."""
    labels = []
    for part in filter(str.strip, text.split(";")):
        role, _, label = (piece.strip() for piece in part.partition("="))
        if role not in {*Role} or not label:
            raise ConfigurationError(
                f"CURRICULUM_ROLE_LABELS holds {part.strip()!r}; write role=name with one of {', '.join(Role)}."
            )
        labels.append((role, label))
    return tuple(labels)


def _read_database_url(text: str, data_folder: Path) -> str:
    """Return the address of the database, a file of SQLite by its whole path; one that is neither's is named.

    What is named is only how it begins, for it may hold a password.
    """
    if not text:
        return f"sqlite:///{data_folder / 'curriculum.db'}"
    kind, mark, place = text.partition("://")
    if kind in ("postgresql", "postgres") and mark:
        return f"postgresql://{place}"
    if kind == "sqlite" and place.startswith("/") and place.strip("/"):
        return f"sqlite:///{Path(place.removeprefix('/')).absolute()}"
    raise ConfigurationError(f"DATABASE_URL begins with {kind[:20]!r}; use postgresql://…, or sqlite:/// and a file.")


def _read_queue_url(text: str) -> str:
    """Return the address of the queue; one that is not PostgreSQL's is named, without the password that it may hold."""
    if text and not text.startswith(("postgresql://", "postgres://")):
        raise ConfigurationError(
            f"CURRICULUM_QUEUE_URL begins with {text.partition(':')[0]!r}; use postgresql://, or leave it out."
        )
    return text


def _read_number(name: str, env: Mapping[str, str], default: int, *, least: int = 1) -> int:
    text = env.get(name) or str(default)
    if not text.isascii() or not text.isdigit() or not least <= int(text[:9]) <= LARGEST_NUMBER:
        raise ConfigurationError(f"{name} is {text!r}; use a whole number from {least} to {LARGEST_NUMBER}.")
    return int(text)


def _read_secret(name: str, env: Mapping[str, str], mode: Mode, data_folder: Path) -> str:
    """Return a secret from the environment; the demo makes its own and keeps it, so that logins outlive a restart."""
    if env.get(name):
        if mode is Mode.PRODUCTION and len(env[name]) < SHORTEST_SECRET:
            raise ConfigurationError(f"{name} is too short to be a secret; use {SHORTEST_SECRET} characters or more.")
        return env[name]
    if mode is not Mode.DEMO:
        raise ConfigurationError(
            f"{name} is not set. Set it to a long random text, for instance from: "
            'python3 -c "import secrets; print(secrets.token_urlsafe(48))"'
        )
    kept = data_folder / f"{name.lower()}.txt"
    if not kept.exists():
        data_folder.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as target:
            target.write(secrets.token_urlsafe(48))
    return kept.read_text()
