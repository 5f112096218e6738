"""The brake on guessing passwords: how often an address was tried, and from where, in the last quarter of an hour."""

from collections import deque
from collections.abc import Callable
from threading import Lock
from time import monotonic

SECONDS = 15 * 60
TRIES_PER_ADDRESS = 10
# A whole school may sit behind one address of the network, and all of them mistype now and then.
TRIES_PER_PLACE = 100
MOST_KEYS = 10_000
Key = tuple[str, str, str]


class LoginBrake:
    """Counts attempts, in the memory of this process; each process of a larger installation counts for itself.

    An attempt counts when it begins, so that many at once get no further than many after each other; a right password
    takes its own attempts away again.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._tries: dict[Key, deque[float]] = {}

    def let_try(self, email: str, place: str | None) -> bool:
        """Count an attempt and return True, or return False when there were too many; that one is not counted."""
        now = self._clock()
        with self._lock:
            if len(self._tries) >= MOST_KEYS:
                self._forget_old(now)
            mine, here = (self._recent(key, now) for key in self._keys(email, place))
            if len(mine) >= TRIES_PER_ADDRESS or len(here) >= TRIES_PER_PLACE:
                return False
            mine.append(now)
            here.append(now)
            return True

    def forgive(self, email: str, place: str | None) -> None:
        """Forget the attempts on this address from this place: the person knew the password after all."""
        mine, here = self._keys(email, place)
        with self._lock:
            forgiven = self._tries.pop(mine, deque())
            others = deque(self._tries.get(here, deque()))
            for moment in forgiven:
                if moment in others:
                    others.remove(moment)
            self._tries[here] = others

    def _recent(self, key: Key, now: float) -> deque[float]:
        """Return the attempts of the last quarter of an hour, oldest first."""
        tries = self._tries.setdefault(key, deque())
        while tries and tries[0] <= now - SECONDS:
            tries.popleft()
        return tries

    def _forget_old(self, now: float) -> None:
        """Keep the memory bounded: drop what is over, and everything when that is not enough."""
        for key in list(self._tries):
            if not self._recent(key, now):
                del self._tries[key]
        if len(self._tries) >= MOST_KEYS:
            self._tries.clear()

    @staticmethod
    def _keys(email: str, place: str | None) -> tuple[Key, Key]:
        return ("address", place or "", email.strip().casefold()[:254]), ("place", place or "", "")
