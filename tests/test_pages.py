"""The pages of the project: each link leads to a file that is there, and to a title of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted(ROOT.glob("*.md"))
# Those for engineers are in English.
TOLD = [page for page in PAGES if page.name not in ("CHANGELOG.md", "CONTRIBUTING.md")]
LINK = re.compile(r"\]\(([^)\s]+)\)")
TITLE = re.compile(r"^#+ (.+)$", re.MULTILINE)


def anchors(page: Path) -> set[str]:
    """What the titles of a page are called in links to it."""
    titles = TITLE.findall(page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_link_leads_somewhere(page: Path) -> None:
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        if "://" in link:
            continue
        name, _, title = link.partition("#")
        file = page.parent / name if name else page
        assert file.is_file(), link
        assert not title or title in anchors(file), link


@pytest.mark.parametrize("page", TOLD, ids=lambda page: page.name)
def test_a_page_is_there_in_both_languages_and_each_leads_to_the_other(page: Path) -> None:
    stem = page.name.removesuffix(".md").removesuffix(".fr")
    other = ROOT / (f"{stem}.md" if page.name.endswith(".fr.md") else f"{stem}.fr.md")
    assert other.is_file()
    assert f"]({other.name})" in page.read_text(encoding="utf-8")
