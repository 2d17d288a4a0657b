"""Handing errands to a cluster: so many at a time as it has use for, each until it is done.

Whatever becomes of a worker or of the scheduler, an errand that nobody has told of is handed out
again; the store sees to it that nothing is done twice.
"""

from __future__ import annotations

import contextlib
import heapq
import logging
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any, Self

from corpus.cluster.errand import Errand, Terms, Told
from corpus.cluster.patience import waits
from corpus.cluster.task import deal
from corpus.scanning.crew import CrewError

#: How long a scheduler may be away, and how long to wait for its answer, in seconds.
_AWAY, _ANSWER = 600.0, 10.0
#: Errands handed out for each thread of the cluster, and some more.
_AHEAD, _MORE = 3, 4
#: How often to look for what a cluster has, in seconds.
_LOOK = 2.0
#: The longest that a held file is left alone before it is asked for again.
_HELD = 5.0
#: So many failures of one errand, or of any that ended in trouble one after the other, are enough.
_FAILURES = 10


class ClusterError(Exception):
    """A cluster that cannot be used. `status` is a stable word: unreachable, lost (the scheduler is
    gone and does not come back), killed (workers die again and again before they begin)."""

    def __init__(self, status: str, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class _Flight:
    errand: Errand
    future: Any


class Dealer:
    """A connection to a cluster that is made anew where it breaks."""

    def __init__(self, address: str, *, away: float = _AWAY) -> None:
        self.address, self.away = address, away
        self.client: Any = None
        self.landed: SimpleQueue[str] = SimpleQueue()
        self.flights: dict[str, _Flight] = {}
        self.later: list[tuple[float, int, Errand]] = []
        self.numbers = count(1)
        self.failures: Counter[str] = Counter()
        self.trouble = 0
        self.looked, self.threads = 0.0, 0

    def __enter__(self) -> Self:
        """Connect. Raises ClusterError."""
        try:
            self.client = _client(self.address)
        except (OSError, ValueError) as error:
            raise ClusterError("unreachable", str(error)) from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take back what is not begun, and leave."""
        self._leave()

    def deal(self, terms: Terms, errands: Iterable[Errand]) -> Iterator[tuple[Errand, Told]]:
        """Have errands done; each with what was told of it, in whatever order. Raises ClusterError,
        CrewError where no worker can work, and what workers raise."""
        waiting = iter(errands)
        while True:
            self._look()
            more = self._hand_out(terms, waiting)
            if not self.flights and not self.later and not more:
                return
            yield from self._told()

    def workers(self) -> int:
        """How many threads the cluster has."""
        self._look()
        return self.threads

    def _hand_out(self, terms: Terms, waiting: Iterator[Errand]) -> bool:
        """Fill the cluster; whether there may be more to hand out."""
        while len(self.flights) < _AHEAD * self.threads + _MORE:
            if self.later and self.later[0][0] <= time.monotonic():
                errand = heapq.heappop(self.later)[2]
            elif (found := next(waiting, None)) is not None:
                errand = found
            else:
                return False
            if not self._submit(terms, errand):
                break
        return True

    def _submit(self, terms: Terms, errand: Errand) -> bool:
        """Hand out an errand; False where the connection broke: it is put off."""
        from distributed.client import ClosedClientError

        key = f"gouji-{terms.scan}-{next(self.numbers)}"
        try:
            future = self.client.submit(deal, terms, errand, key=key, pure=False)
        except ClosedClientError:  # it closed since it was looked at
            self._put_off(errand, 0)
            self.looked = 0.0
            return False
        self.flights[key] = _Flight(errand, future)
        future.add_done_callback(lambda done: self.landed.put(done.key))
        return True

    def _told(self) -> Iterator[tuple[Errand, Told]]:
        """What was told meanwhile; nothing where nothing was for a while."""
        for key in self._keys():
            flight = self.flights.pop(key, None)
            if flight is None:
                continue
            told = self._result(flight)
            if told is not None and self._settled(flight.errand, told):
                yield flight.errand, told

    def _keys(self) -> list[str]:
        soonest = self.later[0][0] - time.monotonic() if self.later else _LOOK
        try:
            keys = [self.landed.get(timeout=min(_LOOK, max(0.01, soonest)))]
        except Empty:
            return []
        while not self.landed.empty():
            keys.append(self.landed.get())
        return keys

    def _result(self, flight: _Flight) -> Told | None:
        """What an errand gave; None where nobody can tell: it is put off."""
        from distributed import KilledWorker
        from distributed.client import FutureCancelledError

        try:
            told: Told = flight.future.result(timeout=_ANSWER)
        except (FutureCancelledError, TimeoutError, OSError):
            self._put_off(flight.errand, 0)
        except KilledWorker as error:
            self.failures[flight.errand.key] += 1
            if self.failures[flight.errand.key] >= _FAILURES:
                raise ClusterError("killed", flight.errand.source.name) from error
            self._put_off(flight.errand, 0)
        else:
            return told
        finally:
            with contextlib.suppress(OSError, RuntimeError):
                flight.future.release()
        return None

    def _settled(self, errand: Errand, told: Told) -> bool:
        """Whether an errand is over; else it is put off."""
        if told.trouble is not None:
            self.trouble += 1
            if self.trouble >= _FAILURES:
                raise CrewError(*told.trouble)
            self._put_off(errand, 1)
            return False
        self.trouble = 0
        if told.held is not None:
            self._put_off(errand, min(_HELD, told.held))
            return False
        return True

    def _put_off(self, errand: Errand, seconds: float) -> None:
        heapq.heappush(self.later, (time.monotonic() + seconds, next(self.numbers), errand))

    def _look(self) -> None:
        """See to it that there is a scheduler, and how many threads it has."""
        if self.client.status == "running":
            if time.monotonic() < self.looked + _LOOK:
                return
            try:
                self.threads = sum(self.client.nthreads().values())
                self.looked = time.monotonic()
                return
            except (OSError, TimeoutError):
                pass
        self._connect_again()

    def _connect_again(self) -> None:
        """Find the scheduler again, or one that took its place, and hand out anew what it had."""
        for flight in self.flights.values():
            self._put_off(flight.errand, 0)
        self._leave()
        reason = ""
        for wait in waits(self.away):
            try:
                self.client = _client(self.address)
                return
            except (OSError, ValueError) as error:
                reason = str(error)
            time.sleep(wait)
        raise ClusterError("lost", reason)

    def _leave(self) -> None:
        futures = [flight.future for flight in self.flights.values()]
        self.flights.clear()
        with contextlib.suppress(OSError, TimeoutError, RuntimeError):
            if futures and self.client.status == "running":
                self.client.cancel(futures)
        with contextlib.suppress(OSError, TimeoutError, RuntimeError):
            self.client.close(timeout=1)


def _client(address: str) -> Any:
    """A connection to a scheduler. Raises OSError (TimeoutError is one) or ValueError."""
    from distributed import Client

    for name in list(logging.root.manager.loggerDict):  # what matters is said by whoever asked
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    return Client(address, timeout=_ANSWER, name="gouji", set_as_default=False)
