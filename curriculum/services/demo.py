"""The demo programme: shipped lists, the demo sheet through the same importer, a mapping run, demo accounts."""

from dataclasses import dataclass

from curriculum.contract.vocabulary import Role


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """A demo account, to be printed by ``make run``."""

    email: str
    password: str
    role: Role


DEMO_PASSWORD = "niveau-vier-plus"  # noqa: S105 (the demo accounts are flagged, and production refuses to start with them)

DEMO_LOGINS: tuple[DemoLogin, ...] = (
    DemoLogin("docent@example.com", DEMO_PASSWORD, Role.DOCENT),
    DemoLogin("board@example.com", DEMO_PASSWORD, Role.BOARD),
    DemoLogin("quality@example.com", DEMO_PASSWORD, Role.QUALITY),
    DemoLogin("admin@example.com", DEMO_PASSWORD, Role.ADMIN),
)


def load_demo() -> int:
    """Load the demo once and return the id of its version; a second call keeps the person's work."""
    raise NotImplementedError
