"""Starting up loads no model and no heavy library; checked in a fresh interpreter."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("spacy", "torch", "onnxruntime", "pyarrow", "pandas", "trafilatura", "sqlalchemy", "fastapi", "yaml")


@pytest.mark.parametrize(
    "start",
    [
        "import onrecord",
        "import onrecord.cli.main",
        "import sys; sys.argv = ['onrecord', '--help']\nfrom onrecord.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass",
    ],
    ids=["import", "import-cli", "help"],
)
def test_start_loads_nothing_heavy(start: str) -> None:
    code = f"{start}\nimport sys\nprint('LOADED', sorted(set({HEAVY!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "LOADED []"
