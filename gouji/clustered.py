"""What `gouji scan --cluster` asks for besides: a store that many machines can write to, places and
targets on the network; and what it says where a cluster cannot be used."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.help import Words
from gouji.stores import end

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from corpus.scanning.events import Observer, Summary
    from corpus.scanning.pool import Options

#: What the extra `cluster` brings.
_NEEDED = ("distributed", "fsspec")
_SERVER = ("postgres", "postgresql")


def is_address(text: str) -> bool:
    """Whether a place is an address and no path."""
    return "://" in text


def places_or_exit(places: Sequence[str], cluster: str, store: str, words: Words) -> None:
    """End the program where a place is not there, or where the cluster or the store that are named
    cannot go with it."""
    say = words["cluster"]
    for place in places:
        if not cluster and is_address(place):
            end(say["needed"].format(place=place))
        if not is_address(place) and not Path(place).exists():
            end(words["scanning"]["no_folder"].format(folder=place))
    if not cluster:
        return
    if any(find_spec(name) is None for name in _NEEDED):
        end(say["extra"])
    if store.partition("://")[0].partition("+")[0] not in _SERVER:
        end(say["store"])


def run(
    places: Sequence[str],
    engine: Engine,
    options: Options,
    address: str,
    store: str,
    out: str,
    observer: Observer,
    counted: Callable[[int], None],
) -> Summary:
    """A scan on the cluster whose scheduler is at an address; `out` takes the files it writes."""
    from corpus.cluster.scan import Cluster, scan

    target = "" if options.outputs is None else _whole(out)
    cluster = Cluster(address, store, target)
    return scan(places, engine, options, cluster, observer, counted=counted)


@contextlib.contextmanager
def said(address: str, words: Words) -> Iterator[None]:
    """What ends a scan on a cluster, as one line and status 2; errors of a scan of one machine go
    through."""
    if not address:
        yield
        return
    from corpus.cluster.dealing import ClusterError
    from corpus.cluster.errand import VersionError

    say = words["cluster"]
    try:
        yield
    except ClusterError as error:
        end(say[error.status].format(cluster=address, reason=" ".join(str(error).split())))
    except VersionError as error:
        end(say["version"].format(theirs=error.theirs, ours=error.ours))


def _whole(target: str) -> str:
    """A target as every machine can name it."""
    return target if is_address(target) else os.path.abspath(target)
