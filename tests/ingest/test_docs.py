"""The examples of the how-to run."""

import re
from pathlib import Path

import pytest

from onrecord.ingest import rows

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "how-to" / "ingest.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("example", re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL))
def test_example_runs(example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    (tmp_path / "dump.csv").write_text("story,day\nThe minister denied it.,2024-05-06\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    exec(compile(example, "ingest.md", "exec"), {})


def test_every_reason_is_on_the_page() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in Path(rows.__file__).parent.glob("*.py"))
    reasons = set(re.findall(r'skip\(\s*"([a-z-]+)"', code)) | set(re.findall(r'reason = "([a-z-]+)"', code))
    assert {"empty", "bad-json", "language"} <= reasons
    assert {reason for reason in reasons if f"`{reason}`" not in PAGE} == set()
