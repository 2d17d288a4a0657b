"""Handing errands to a cluster that breaks in every way: each is told of once, or it is said why
not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from corpus.cluster import dealing
from corpus.cluster.dealing import ClusterError, Dealer
from corpus.cluster.errand import Errand, Terms, Told
from corpus.scanning.crew import CrewError
from corpus.scanning.pool import Options
from corpus.scanning.sources import Source

pytest.importorskip("distributed", reason="the extra gouji[cluster] is not installed")

TERMS = Terms("postgresql://", 1, "1", Options())
ERRANDS = [Errand(f"{n}.pdf", Source(Path(f"{n}.pdf"), f"{n}.pdf", 1)) for n in range(30)]


class Future:
    """What becomes of a task: `end` gives its result or raises."""

    def __init__(self, key: str, end: Callable[[], Told]) -> None:
        self.key, self.end = key, end

    def add_done_callback(self, call: Callable[[Future], None]) -> None:
        call(self)

    def result(self, timeout: float) -> Told:
        return self.end()

    def release(self) -> None: ...


class Client:
    """A scheduler with one thread, of which `ends` says how each task ends, one after the other."""

    def __init__(self, ends: Iterator[Callable[[], Told]]) -> None:
        self.status, self.ends, self.handed = "running", ends, 0

    def nthreads(self) -> dict[str, int]:
        return {"one": 1}

    def submit(self, _function: object, _terms: Terms, _errand: Errand, **about: Any) -> Future:
        self.handed += 1
        return Future(about["key"], next(self.ends))

    def cancel(self, _futures: object) -> None: ...

    def close(self, timeout: float) -> None: ...


def well() -> Told:
    return Told()


def raising(error: Exception) -> Callable[[], Told]:
    def end() -> Told:
        raise error

    return end


def forever(*ends: Callable[[], Told]) -> Iterator[Callable[[], Told]]:
    """Tasks that end so, again and again."""
    yield from (ends[n % len(ends)] for n in count())


@pytest.fixture
def clients(monkeypatch: pytest.MonkeyPatch) -> list[Client | OSError]:
    """The schedulers that are found at an address, one after the other."""
    found: list[Client | OSError] = []

    def connect(_address: str) -> Client:
        one = found.pop(0) if len(found) > 1 else found[0]
        if isinstance(one, OSError):
            raise one
        return one

    monkeypatch.setattr(dealing, "_client", connect)
    monkeypatch.setattr(dealing, "_LOOK", 0.02)
    return found


def dealt(*, away: float = 5.0) -> list[str]:
    with Dealer("tcp://there", away=away) as dealer:
        return sorted(errand.key for errand, _ in dealer.deal(TERMS, ERRANDS))


EACH = sorted(errand.key for errand in ERRANDS)


def test_each_is_told_of_once(clients: list[Client | OSError]) -> None:
    client = Client(forever(well))
    clients.append(client)
    assert dealt() == EACH and client.handed == len(EACH)


def test_what_nobody_tells_of_is_handed_out_again(clients: list[Client | OSError]) -> None:
    from distributed.client import FutureCancelledError

    lost = raising(FutureCancelledError("key", "reason"))
    ends = (lost, well, raising(TimeoutError()), raising(OSError()), lambda: Told(held=0.0))
    clients.append(Client(forever(*ends)))
    assert dealt() == EACH


def test_a_scheduler_that_comes_back(clients: list[Client | OSError]) -> None:
    """The first is gone in the middle, for a while nothing answers, then there is another."""
    first = Client(forever(well))
    submit = first.submit

    def breaking(*arguments: Any, **about: Any) -> Future:
        if first.handed == 9:
            first.status = "connecting"
        return submit(*arguments, **about)

    first.submit = breaking  # type: ignore[method-assign]
    clients += [first, OSError("refused"), Client(forever(well))]
    assert dealt() == EACH


def test_a_scheduler_that_does_not(clients: list[Client | OSError]) -> None:
    first = Client(forever(well))
    first.status = "closed"
    clients += [first, OSError("refused")]
    with pytest.raises(ClusterError) as raised:
        dealt(away=0.2)
    assert raised.value.status == "lost"


def test_workers_that_cannot_work(clients: list[Client | OSError]) -> None:
    trouble = Told(trouble=("scratch", "no space left"))
    clients.append(Client(forever(lambda: trouble)))
    with pytest.raises(CrewError) as raised:
        dealt()
    assert raised.value.status == "scratch"


def test_workers_that_die_before_they_begin(clients: list[Client | OSError]) -> None:
    from distributed import KilledWorker

    clients.append(Client(forever(raising(KilledWorker("key", None, 3)))))
    with pytest.raises(ClusterError) as raised:
        dealt()
    assert raised.value.status == "killed"


def test_a_fault_of_gouji_is_raised(clients: list[Client | OSError]) -> None:
    clients.append(Client(forever(raising(KeyError("fault")))))
    with pytest.raises(KeyError):
        dealt()
