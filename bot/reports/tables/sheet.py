"""A table as CSV that a spreadsheet opens right, in each language.

UTF-8 with its mark, without which Excel reads the letters of Windows; lines end with CR LF, fields
are quoted as RFC 4180 says. Excel splits where the computer's list separator stands: `;` where
a language puts a comma in numbers, `,` where it does not, and decimals follow. LibreOffice guesses
either. So a table of a session in French has `;` and `3,5`, one in English `,` and `3.5`.

*No cell is a formula.* A cell that begins with ``= + - @``, a tab or a return is one for
spreadsheets (OWASP, “CSV Injection”), and so is what follows a separator or a line end of a cell
when the file is opened with the other separator. An apostrophe is put before each such sign, after
those that stand there already. To read what was written, take one apostrophe away wherever some
stand before such a sign, at the beginning of a line or after ``, ; |``, quotation marks between
or not (`_GUARDED`, in reverse).
Numbers are ours: they are left alone. The first cell is never “ID”, which Excel takes for SYLK.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from bot.i18n import Catalogue
from bot.workshop.text import clean

Cell = str | int | Fraction | date | None

_DECIMALS = 4
# Japanese keyboards have the wide signs, which Excel takes for the others.
_GUARDED = re.compile(r"((?:^|[;,|])\"*)('*)([=+\-@\t\r＝＋－＠])", re.MULTILINE)


def sheet(head: Sequence[str], rows: Iterable[Sequence[Cell]], t: Catalogue) -> bytes:
    """Return a table, a row for each of `rows` under its `head`."""
    written = io.StringIO()
    separator = ";" if t.decimal_mark == "," else ","
    out = csv.writer(written, delimiter=separator, lineterminator="\r\n")
    out.writerow(head)
    out.writerows([_written(cell, t) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def lines(texts: Iterable[str]) -> str:
    """Return several texts as one cell, one a line."""
    return "\n".join(texts)


def yes(true: bool | None, t: Catalogue) -> str | None:
    """Return “yes” or “no”; nothing where it is not told."""
    return None if true is None else t("table.yes" if true else "table.no")


def _written(cell: Cell, t: Catalogue) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return guarded(clean(cell))
    if isinstance(cell, date):
        return cell.isoformat()
    if Fraction(cell).denominator == 1:
        return str(int(cell))
    decimals = f"{float(cell):.{_DECIMALS}f}".rstrip("0").rstrip(".")
    return decimals.replace(".", t.decimal_mark)


def guarded(text: str) -> str:
    """Return a text in which nothing is taken for a formula: see this module."""
    return _GUARDED.sub(r"\1\2'\3", text)
