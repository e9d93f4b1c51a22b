"""Times whole processes in turn, A B B A A B …, and gives the ratio pair by pair, so that a drifting machine cancels out."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median


def _nothing() -> Sequence[str]:
    return ()


@dataclass(frozen=True, slots=True)
class Command:
    """What to run. `before` is done before every run and not timed; words that it gives are added to this run's."""

    words: Sequence[str]
    before: Callable[[], Sequence[str]] = _nothing

    def seconds(self) -> float:
        """One run's wall time; a failing command stops the benchmark with what it said."""
        words = [*self.words, *self.before()]
        start = time.perf_counter()
        run = subprocess.run(words, capture_output=True, check=False)
        taken = time.perf_counter() - start
        if run.returncode:
            raise SystemExit(f"{' '.join(words)}\n{run.stderr.decode('utf-8', 'replace')}")
        return taken


@dataclass(frozen=True, slots=True)
class Measured:
    """Median seconds of both, and the median ratio of the pairs."""

    a: float
    b: float
    ratio: float


@dataclass(frozen=True, slots=True)
class Goal:
    """`name`: A takes at most `most` times what B takes; with 0 the two are only told."""

    name: str
    a: Command
    b: Command
    most: float = 0.0

    def measured(self, runs: int) -> Measured:
        """`runs` pairs, after one run of each that is not counted: it fills caches and refreshes the index."""
        self.a.seconds()
        self.b.seconds()
        pairs = [self._pair(first_a=turn % 2 == 0) for turn in range(runs)]
        ratio = median(a / b for a, b in pairs)
        return Measured(median(a for a, _b in pairs), median(b for _a, b in pairs), ratio)

    def _pair(self, *, first_a: bool) -> tuple[float, float]:
        if first_a:
            a = self.a.seconds()
            return a, self.b.seconds()
        b = self.b.seconds()
        return self.a.seconds(), b

    def is_met(self, found: Measured) -> bool:
        return found.ratio <= self.most
