"""How much memory and time one file may take, and how much it took.

The limits are the kernel's, so that they hold inside C code as well: an allocation beyond the limit
fails, a worker that hangs after its parent is gone is ended by its own alarm. Where a system does
not enforce RLIMIT_AS (macOS), or has none (Windows), memory is measured at most.
"""

from __future__ import annotations

import contextlib
import math
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

if sys.platform != "win32":
    import resource

_MEGABYTE = 1_000_000
_STATUS = Path("/proc/self/status")
_CLEAR_REFS = Path("/proc/self/clear_refs")


@dataclass
class Usage:
    """What a piece of work took: wall clock and processor seconds, peak memory in megabytes."""

    seconds: float = 0.0
    cpu_seconds: float = 0.0
    peak_mb: float = 0.0


@contextlib.contextmanager
def measured() -> Iterator[Usage]:
    """Measure the work inside; the Usage is filled in at its end."""
    usage = Usage()
    _forget_peak()
    wall, cpu = time.perf_counter(), time.process_time()
    try:
        yield usage
    finally:
        usage.seconds = round(time.perf_counter() - wall, 3)
        usage.cpu_seconds = round(time.process_time() - cpu, 3)
        usage.peak_mb = round(_peak(), 1)


def room() -> float:
    """How many megabytes more this process may have, by the limit it was started with."""
    if sys.platform == "win32":
        return math.inf
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    unlimited = hard == resource.RLIM_INFINITY
    return math.inf if unlimited else (hard - _field("VmSize")) / _MEGABYTE


@contextlib.contextmanager
def limited(seconds: float, megabytes: int) -> Iterator[None]:
    """Let the work inside have so much more memory than the process has now (0: as much as there
    is), within the limit it was started with; end the process when it takes longer than `seconds`
    (0: never)."""
    if sys.platform == "win32":
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    if megabytes and (size := _field("VmSize")):
        most = size + megabytes * _MEGABYTE
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def longer(seconds: float) -> None:
    """Let the work that is under way take so many seconds more before it is ended."""
    if sys.platform == "win32":
        return
    left = signal.getitimer(signal.ITIMER_REAL)[0]
    if left:
        signal.setitimer(signal.ITIMER_REAL, left + seconds)


def _field(name: str) -> int:
    """A line of /proc/self/status in bytes; 0 where there is none."""
    try:
        lines = _STATUS.read_text().splitlines()
    except OSError:
        return 0
    found = next((line for line in lines if line.startswith(f"{name}:")), "0 0")
    return int(found.split()[1]) * 1024


def _forget_peak() -> None:
    """Start the kernel's count of the peak anew (Linux); elsewhere it is the process's so far."""
    with contextlib.suppress(OSError):
        _CLEAR_REFS.write_text("5")


def _peak() -> float:
    if peak := _field("VmHWM"):
        return peak / _MEGABYTE
    if sys.platform == "win32":
        return 0.0
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / _MEGABYTE
