"""The press: draws pictures and reports with Typst, in a thread of its own, and keeps its memory
flat."""

from __future__ import annotations

import asyncio
import json
import struct
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import typst

from bot.reports.pictures.drawing import Drawing, Picture
from bot.reports.pictures.glyphs import FONTS
from bot.reports.pictures.palette import in_palette

TEMPLATES = Path(__file__).parents[3] / "data" / "report"
FAMILIES = frozenset(
    {
        "Noto Sans",
        "Noto Sans Arabic",
        "Noto Sans Hebrew",
        "Noto Sans Math",
        "Noto Sans Symbols2",
        "Noto Color Emoji",
    }
)

# Ten MiB a message on most servers (brief, discord.md), less what surrounds the files.
AROUND = 256 * 1024
MESSAGE_BYTES = 10 * 1024 * 1024 - AROUND
# How sharp: points are 1/72 inch. A page of 1,440 points is 1,920 pixels wide at first: a screen
# full of it, and three times what a chat preview shows.
_PPI = (96.0, 72.0, 48.0)
# Typst forgets what its last ten compilations did not use.
_FORGET = 11

_Made = TypeVar("_Made")

_NOTHING = b"#set page(width: 1pt, height: 1pt)"


class CannotDraw(Exception):  # noqa: N818 - said to people as “could not be drawn”
    """The pictures could not be made; the message, which may be logged, says why."""


class Press:
    """Draws one job after another. `patience` is how many seconds a job may take."""

    def __init__(
        self,
        fonts: Path | None = None,
        templates: Path | None = None,
        patience: float = 20.0,
    ) -> None:
        self._fonts = fonts or FONTS
        self._templates = templates or TEMPLATES
        self._patience = patience
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="press")
        # Compilers belong to the thread.
        self._compilers: dict[str, typst.Compiler] = {}
        self._found: typst.Fonts | None = None

    async def draw(self, drawings: Sequence[Drawing], limit: int = MESSAGE_BYTES) -> list[Picture]:
        """Return one picture for each of `drawings`.

        Together they have at most `limit` bytes: smaller in pixels if need be, then fewer, the
        first ones. Raises CannotDraw when drawing fails or takes too long.
        """
        if not drawings:
            return []
        return await self._in_time(lambda: self._pictures(drawings, limit))

    async def typeset(self, data: Mapping[str, object], at: datetime) -> bytes:
        """Return the report that `data` holds (`bot.reports.pdf.report`) as a PDF dated `at`, with
        the tags that screen readers need (PDF/UA-1). Raises CannotDraw as `draw` does."""
        return await self._in_time(lambda: self._pdf(data, at))

    def close(self) -> None:
        """Draw nothing more; what is under way ends by itself."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def _in_time(self, job: Callable[[], _Made]) -> _Made:
        """Return what `job` makes in the thread of the press."""
        loop = asyncio.get_running_loop()
        made = loop.run_in_executor(self._thread, _guarded, job)
        try:
            return await asyncio.wait_for(made, self._patience)
        except TimeoutError as error:
            raise CannotDraw(f"not drawn in {self._patience:g} s") from error

    def _pictures(self, drawings: Sequence[Drawing], limit: int) -> list[Picture]:
        for ppi in _PPI:
            pictures = [self._picture(drawing, ppi) for drawing in drawings]
            if sum(len(picture.png) for picture in pictures) <= limit:
                return pictures
        return _those_that_fit(pictures, limit)

    def _pdf(self, data: Mapping[str, object], at: datetime) -> bytes:
        pdf = self._compiler("report").compile(
            format="pdf",
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            pdf_standards="ua-1",
            timestamp=int(at.timestamp()),
        )
        assert isinstance(pdf, bytes), "a PDF is one file"
        return pdf

    def _picture(self, drawing: Drawing, ppi: float) -> Picture:
        data = json.dumps(drawing.data, ensure_ascii=False)
        png = self._compiler(drawing.template).compile(
            format="png", ppi=ppi, sys_inputs={"data": data}, timestamp=0
        )
        assert isinstance(png, bytes), "a picture is one page"
        width, height = struct.unpack(">II", png[16:24])
        return Picture(in_palette(png), drawing.name, drawing.alt, width, height)

    def _compiler(self, template: str) -> typst.Compiler:
        if template not in self._compilers:
            self._compilers[template] = typst.Compiler(
                input=str(self._templates / f"{template}.typ"),
                root=str(self._templates),
                font_paths=self._known_fonts(),
            )
        return self._compilers[template]

    def _known_fonts(self) -> typst.Fonts:
        """Return the fonts of the folder; without one of them, letters would vanish silently."""
        if self._found is None:
            found = typst.Fonts(
                include_system_fonts=False,
                include_embedded_fonts=False,
                font_paths=[str(self._fonts)],
            )
            missing = FAMILIES - set(found.families())
            if missing:
                raise FileNotFoundError(f"fonts not in {self._fonts}: {', '.join(sorted(missing))}")
            self._found = found
        return self._found


def _guarded(job: Callable[[], _Made]) -> _Made:
    try:
        return job()
    except BaseException as error:  # a panic of the compiler is no Exception
        raise CannotDraw(_reason(error)) from error
    finally:
        _forget()


def _reason(error: BaseException) -> str:
    """Return why drawing failed, in words that may be logged: nothing that people wrote."""
    name = type(error).__name__
    return f"{name}: {error}" if isinstance(error, OSError) else name


def _forget() -> None:
    """Have Typst drop what it remembers: the memory that it holds stays small."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)
    compiler = typst.Compiler(font_paths=fonts)
    for _ in range(_FORGET):
        compiler.compile(input=_NOTHING, format="png", ppi=1)


def _those_that_fit(pictures: Sequence[Picture], limit: int) -> list[Picture]:
    kept: list[Picture] = []
    for picture in pictures:
        limit -= len(picture.png)
        if limit < 0:
            break
        kept.append(picture)
    return kept
