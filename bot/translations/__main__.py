"""`python -m bot.translations`: what each language says, lacks, and says wrong.

`python -m bot.translations pl` also names each sentence that is missing. The exit code is 1 when
something is wrong, 0 when sentences are only missing: they are said in English.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from bot.translations.comparing import compared
from bot.workshop.language import Language


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m bot.translations",
        description="What each language has of the English sentences.",
    )
    parser.add_argument(
        "languages", nargs="*", type=_language, metavar="LANG",
        help="name each sentence that is missing in these: " + ", ".join(Language),
    )  # fmt: skip
    named = parser.parse_args(arguments).languages
    wrong = False
    for language in named or Language:
        found = compared(language)
        print("\n".join([*found.lines, *(found.keys if named else ())]))
        wrong |= bool(found.wrong)
    return int(wrong)


def _language(code: str) -> Language:
    try:
        return Language(code)
    except ValueError:
        raise argparse.ArgumentTypeError(f"no catalogue in data/locale/{code}") from None


if __name__ == "__main__":
    sys.exit(main())
