"""Every drawing can stand in the report: the page knows it by its name."""

from __future__ import annotations

import re

from bot.library import DATA

_REPORT = DATA / "report"


def test_the_report_knows_each_drawing() -> None:
    page = (_REPORT / "report.typ").read_text(encoding="utf-8")
    found = re.search(r"#let pieces = \((.*?)\n\)\n", page, re.DOTALL)
    assert found is not None
    known = set(re.findall(r"^  ([a-z-]+):", found[1], re.MULTILINE))
    assert {file.stem for file in (_REPORT / "figures").glob("*.typ")} <= known
