"""Pictures of the page for the README and the guides: `python -m tests.browser.pictures`.

They are written to `data/pictures`, with twelve people who take part: look at each.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from bot.library import DATA
from bot.workshop.language import Language
from tests.browser.session import IDEAS, lived
from tests.browser.tabs import Tab, chromium, rehearsing

FOLDER = DATA / "pictures"
_PEOPLE, _SEED = 12, "5"
# What the card must tell before the session goes on.
_ENOUGH = {"writing": 14, "ballot": 9}
_COLOURS = 128


def main() -> None:
    """Take them in the languages that are named, or in each in which something is written."""
    for language in [Language(each) for each in sys.argv[1:]] or IDEAS:
        with rehearsing(language, _PEOPLE, "--seed", _SEED) as rehearsal, chromium() as browser:
            lived(browser, rehearsal.addresses, language, _taken(language), _enough)
            rehearsal.interrupt()


def _taken(language: Language) -> Callable[[Tab, str], None]:
    def take(tab: Tab, moment: str) -> None:
        file = FOLDER / f"page-{moment}.{language.value}.png"
        tab.shoot(file)
        _lightened(file)
        print(file.relative_to(DATA.parent), file.stat().st_size // 1024, "kB")

    return take


def _enough(tab: Tab, moment: str) -> None:
    """Wait until enough people have written, or voted."""
    tab.counts({"writing": "🗒️", "ballot": "🗳️"}[moment], _ENOUGH[moment])


def _lightened(file: Path) -> None:
    with Image.open(file) as picture:
        picture.convert("RGB").quantize(_COLOURS).save(file, optimize=True)


if __name__ == "__main__":
    main()
