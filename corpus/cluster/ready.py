"""What `dask worker --preload corpus.cluster.ready` runs: a worker that is warm before its first
file, and that gives back what it has when it is asked to end."""

from __future__ import annotations

from corpus.cluster.station import STATION
from corpus.scanning.crew import CrewError


def dask_setup(_worker: object) -> None:
    """Start the process that reads. Raises RuntimeError where Dask forbids a worker to have one."""
    try:
        STATION.warm()
    except CrewError as error:
        if error.status != "daemon":
            raise
        raise RuntimeError(
            "gouji reads each file in a process of its own, which Dask forbids its workers unless "
            "DASK_DISTRIBUTED__WORKER__DAEMON=False is in their environment"
        ) from error


def dask_teardown(_worker: object) -> None:
    """End the process that reads."""
    STATION.close()
