"""What a subject has found."""

from dataclasses import dataclass, field
from threading import Lock

TITLES = ["", "tried", "lost", "doubled", "leaked", "5xx", "slowest, ms", "slowest address"]


@dataclass
class Found:
    """Counts of one subject. `lost`: acknowledged but not stored (or a version not raised); `doubled`: stored twice."""

    name: str
    tried: int = 0
    lost: int = 0
    doubled: int = 0
    leaked: int = 0
    failed: int = 0
    slowest: tuple[float, str] = (0.0, "")
    notes: list[str] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def answer(self, answer, may_die=False):
        """Count an Answer of the server; returns it. None within a minute is a failure, too, unless it `may_die`."""
        with self.lock:
            self.tried += 1
            self.slowest = max(self.slowest, (answer.ms, answer.asked))
            if answer.status >= 500 or (answer.status == 0 and not may_die):
                self.failed += 1
                self.notes.append(f"{answer.status} {answer.asked} {answer.sent!r:.300}")
        return answer

    def wrong(self, what, number, note):
        """Count `number` more of "lost", "doubled" or "leaked", with what is known of it."""
        if number > 0:
            setattr(self, what, getattr(self, what) + number)
            self.notes.append(f"{what} {number}: {note}")

    @property
    def is_bad(self):
        return bool(self.lost or self.doubled or self.leaked or self.failed)

    def row(self):
        ms, address = self.slowest
        return [self.name, self.tried, self.lost, self.doubled, self.leaked, self.failed, f"{ms:.0f}", address[:60]]


def print_row(cells):
    print("| " + " | ".join(map(str, cells)) + " |", flush=True)
