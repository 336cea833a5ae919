from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """The gold data beside the project; tests that need it skip where it is absent."""
    beside = Path(__file__).resolve().parents[2] / "shared"
    folder = Path(os.environ.get("ONRECORD_SHARED", beside))
    if not (folder / "data").is_dir():
        pytest.skip("the gold data is not beside the project")
    return folder
