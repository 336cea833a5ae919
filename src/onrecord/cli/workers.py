"""Reading in several processes; results come in the order of the articles, whatever the number of processes."""

from __future__ import annotations

import functools
import itertools
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TYPE_CHECKING

from onrecord.errors import SettingsError
from onrecord.model import Article, Record, Skipped

if TYPE_CHECKING:
    from onrecord.reader import Reader

_BATCH = 8  # articles a task; the parser takes as many at a time
_AHEAD = 2  # tasks a process that wait or run, so that memory stays bounded


def read_in_processes(articles: Iterable[Article | Skipped], workers: int) -> Iterator[Record | Skipped]:
    """Yield one Record or Skipped for each article, in order, read by `workers` processes.

    Raises:
        SettingsError: A process died, for instance for want of memory.
    """
    items = iter(articles)
    running: deque[Future[list[Record | Skipped]]] = deque()
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_start)
    try:
        while True:
            while len(running) < workers * _AHEAD and (batch := list(itertools.islice(items, _BATCH))):
                running.append(pool.submit(_read, batch))
            if not running:
                return
            yield from running.popleft().result()
    except BrokenProcessPool as error:
        raise SettingsError(
            "a reading process died, perhaps for want of memory", hint="give fewer --workers and run it again"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _start() -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that writes; it ends the others
    _reader()


@functools.lru_cache(maxsize=1)
def _reader() -> Reader:
    """Return the process's reader, loaded once."""
    from onrecord.reader import Reader

    return Reader()


def _read(batch: list[Article | Skipped]) -> list[Record | Skipped]:
    return list(_reader().read_many(batch))
