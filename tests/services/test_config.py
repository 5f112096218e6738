"""The settings: production asks for its secrets, the demo makes its own, and nonsense is named."""

from pathlib import Path

import pytest

from curriculum.config import ConfigurationError, Mode, Settings

SECRETS = {"SECRET_KEY": "k" * 40, "SECURITY_PASSWORD_SALT": "s" * 40}


def test_production_is_what_you_get_when_you_say_nothing() -> None:
    settings = Settings.from_environment(SECRETS)
    assert settings.mode is Mode.PRODUCTION
    assert settings.upload_limit == 25 * 1024 * 1024
    assert settings.database_url.endswith("/var/curriculum.db")
    assert settings.to_flask()["SESSION_COOKIE_SECURE"] is True


@pytest.mark.parametrize("missing", list(SECRETS))
def test_production_does_not_start_without_its_secrets(missing: str) -> None:
    with pytest.raises(ConfigurationError, match=missing):
        Settings.from_environment({name: value for name, value in SECRETS.items() if name != missing})


def test_the_demo_makes_its_secrets_once_and_keeps_them_to_itself(tmp_path: Path) -> None:
    environment = {"CURRICULUM_MODE": "demo", "CURRICULUM_DATA": str(tmp_path / "var")}
    first = Settings.from_environment(environment)
    assert Settings.from_environment(environment) == first
    assert len(first.secret_key) >= 48
    assert first.secret_key != first.password_salt
    assert {path.stat().st_mode & 0o077 for path in (tmp_path / "var").iterdir()} == {0}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CURRICULUM_MODE", "debug"),
        ("CURRICULUM_UPLOAD_LIMIT_MB", "veel"),
        ("CURRICULUM_UPLOAD_LIMIT_MB", "0"),
        ("CURRICULUM_DRAFT_DAYS", "9" * 30),
        ("SECRET_KEY", "geheim"),
        ("DATABASE_URL", "curriculum.db"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///"),
        ("DATABASE_URL", "mysql://db/curriculum"),
        ("CURRICULUM_KEEP_RUNS", "0"),
        ("CURRICULUM_LOCALE", "fr"),
        ("CURRICULUM_PROXIES", "-1"),
        ("CURRICULUM_PROXIES", "nginx"),
        ("CURRICULUM_QUEUE_URL", "redis://localhost"),
        ("CURRICULUM_MEANING", "maybe"),
        ("CURRICULUM_ROLE_LABELS", "baas=Directeur"),
        ("CURRICULUM_ROLE_LABELS", "board="),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(name: str, value: str) -> None:
    with pytest.raises(ConfigurationError, match=name):
        Settings.from_environment({**SECRETS, name: value})


def test_the_data_folder_and_the_database_can_be_elsewhere(tmp_path: Path) -> None:
    settings = Settings.from_environment({**SECRETS, "CURRICULUM_DATA": str(tmp_path)})
    assert settings.database_url == f"sqlite:///{tmp_path / 'curriculum.db'}"
    settings = Settings.from_environment({**SECRETS, "DATABASE_URL": "postgresql://db/curriculum"})
    assert settings.database_url == "postgresql://db/curriculum"


def test_the_address_of_a_database_may_be_written_in_other_ways(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for text, meant in (
        ("postgres://u:p@db/x", "postgresql://u:p@db/x"),
        ("sqlite:///my.db", f"sqlite:///{tmp_path / 'my.db'}"),
        (f"sqlite:///{tmp_path / 'my.db'}", f"sqlite:///{tmp_path / 'my.db'}"),
    ):
        assert Settings.from_environment({**SECRETS, "DATABASE_URL": text}).database_url == meant


def test_a_school_names_its_own_roles() -> None:
    labels = "board = Opleidingsmanager; quality=Examencommissie;"
    settings = Settings.from_environment({**SECRETS, "CURRICULUM_ROLE_LABELS": labels})
    assert settings.to_flask()["ROLE_LABELS"] == {"board": "Opleidingsmanager", "quality": "Examencommissie"}


@pytest.mark.parametrize("name", ["CURRICULUM_QUEUE_URL", "DATABASE_URL"])
def test_an_address_that_cannot_be_used_is_named_without_its_password(name: str) -> None:
    with pytest.raises(ConfigurationError) as raised:
        Settings.from_environment({**SECRETS, name: "redis://user:very-secret@host"})
    assert "'redis'" in str(raised.value)
    assert "very-secret" not in str(raised.value)


def test_no_proxy_is_believed_unless_it_is_said_how_many_there_are() -> None:
    assert Settings.from_environment(SECRETS).trusted_proxies == 0
    assert Settings.from_environment({**SECRETS, "CURRICULUM_PROXIES": "2"}).trusted_proxies == 2
