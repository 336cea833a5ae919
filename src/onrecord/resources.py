"""Where tables and weights are: inside an installed package, or in `data/` and `models/` of a source checkout."""

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
    return _find("data", parts)


def model_path(*parts: str) -> Path:
    """Return the path of a file or folder of the trained weights that ship with the package.

    Raises:
        SettingsError: There is no such file: the installation is incomplete.
    """
    return _find("models", parts)


def _find(kind: str, parts: tuple[str, ...]) -> Path:
    for root in (_HERE / f"_{kind}", _HERE.parent.parent / kind):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise SettingsError(
        f"{kind}/{'/'.join(parts)} is missing from this installation", hint="install the package again with pip"
    )
