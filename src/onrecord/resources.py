"""Where the human-edited tables are: inside an installed package, or in `data/` of a source checkout."""

from __future__ import annotations

from pathlib import Path

from onrecord.errors import SettingsError

_HERE = Path(__file__).resolve().parent


def data_path(*parts: str) -> Path:
    """Return the path of a file or folder of the project's tables.

    Args:
        *parts: Path below the data folder, for instance `"actors", "countries.yaml"`.

    Raises:
        SettingsError: There is no such file: the installation is incomplete.
    """
    for root in (_HERE / "_data", _HERE.parent.parent / "data"):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise SettingsError(
        f"the table {'/'.join(parts)} is missing from this installation", hint="install the package again with pip"
    )
