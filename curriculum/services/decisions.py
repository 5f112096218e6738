"""What people decide on links: appended, never changed."""

from curriculum.contract.vocabulary import Mastery, Verdict


def decide_link(
    version_id: int,
    module_id: int,
    competency_code: str,
    verdict: Verdict,
    *,
    mastery: Mastery | None = None,
    reason: str = "",
    actor_id: int,
) -> None:
    """Write down a person's verdict on one link; it holds until the next one.

    Raises ``NotFound``, or ``Conflict`` when the version is adopted.
    """
    raise NotImplementedError
