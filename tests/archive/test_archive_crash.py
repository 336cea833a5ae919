"""kill -9 in mid-ingest: nothing committed is lost, and the file opens."""

from __future__ import annotations

import os
import random
import select
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import onrecord
from onrecord.archive import Archive

WRITER = """
import sys
from made import cuba_record
from onrecord.archive import Archive
with Archive(sys.argv[1]) as archive:
    for number in range(int(sys.argv[2]), 100_000):
        record = cuba_record(title=str(number))
        archive.add(record)
        print(record.article.id, flush=True)
"""


def killed_after(path: Path, first: int, delay_s: float) -> list[str]:
    """Ids of the articles whose commit was reported before the kill, `delay_s` after the first."""
    paths = [str(Path(__file__).parents[1]), str(Path(onrecord.__file__).parents[1])]
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(first)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
    )
    assert process.stdout is not None
    assert select.select([process.stdout], [], [], 60)[0], "the writer does not start"
    time.sleep(delay_s)
    process.send_signal(signal.SIGKILL)
    output, _ = process.communicate()
    return output.decode().split()


def test_kill_at_random_points_loses_nothing_committed(tmp_path: Path) -> None:
    path = tmp_path / "a.onrecord"
    chance = random.Random(2)
    reported: set[str] = set()
    for turn in range(10):
        fresh = killed_after(path, turn * 10_000, chance.uniform(0.0, 0.08))
        assert fresh, "the writer wrote nothing"
        reported |= set(fresh)
        with Archive(path, create=False) as archive:
            assert all(archive.has(ident) for ident in reported)
            counts = archive.counts()
            assert counts.articles - len(reported) <= turn + 1  # at most one commit a kill was not reported yet
            assert (counts.statements, counts.events) == (2 * counts.articles, 2 * counts.articles)
            assert archive.search("blockade").total == counts.articles
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.execute("INSERT INTO statements_text(statements_text) VALUES ('integrity-check')")
    connection.close()
