"""Scenarios and sketches for Hypothesis: whatever people may write in them."""

from __future__ import annotations

from hypothesis import strategies as st

from bot.workshop.language import Language
from bot.workshop.story.scenario import Anchor, Award, Dimension, Media, Scenario
from bot.workshop.story.sketch import (
    Sketch,
    SketchAnchor,
    SketchAward,
    SketchDimension,
    SketchMedia,
)
from tests.workshop.hostile import TRICKS

DIGEST = "0123456789abcdef" * 4
# What TOML has its own ideas about.
_QUOTES = ('"', '""', '"""', "'''", "\\", '\\"', "\\u0041", '"""\n', "\r", "\x7f", "\x0b", "#", "=")

_written = st.lists(
    st.sampled_from((*_QUOTES, *TRICKS)) | st.text(st.characters(), max_size=12), max_size=12
).map("".join)


def words(limit: int) -> st.SearchStrategy[str]:
    """Texts that a scenario takes, of at most `limit` characters."""

    def taken(text: str) -> str:
        whole = text.encode("utf-8", "ignore").decode()[:limit]
        return whole if whole.strip() else f"{whole[: limit - 1]}."

    return _written.map(taken)


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """Any scenario."""
    origin = draw(st.integers(1900, 2199))
    horizon = draw(st.integers(origin + 1, min(2200, origin + 100)))
    years = draw(st.lists(st.integers(origin, horizon), min_size=1, max_size=8).map(sorted))
    dimensions = st.builds(Dimension, name=words(60), hint=st.none() | words(500))
    return Scenario(
        title=draw(words(60)),
        organisation=draw(words(60)),
        language=draw(st.sampled_from(list(Language))),
        origin=origin,
        horizon=horizon,
        opening=draw(words(1500)),
        anchors=tuple(Anchor(year=y, title=draw(words(60)), text=draw(words(90))) for y in years),
        award=draw(st.none() | st.builds(Award, name=words(60), text=words(1500))),
        question=draw(words(500)),
        dimensions=draw(
            st.lists(
                dimensions, min_size=1, max_size=5, unique_by=lambda d: d.name.strip().casefold()
            ).map(tuple)
        ),
        media=draw(
            st.none()
            | st.builds(
                Media, name=st.just("nuit.mp3"), digest=st.just(DIGEST), transcript=words(1500)
            )
        ),
    )


_text = st.sampled_from(["", "un", "x" * 60, "x" * 61, "x" * 500, "x" * 501, "x" * 1501])
_year = st.sampled_from([0, 1899, 1900, 2022, 2026, 2032, 2122, 2123, 2200, 2201])

sketches = st.builds(
    Sketch,
    title=_text,
    organisation=_text,
    language=st.sampled_from(list(Language)),
    origin=_year,
    horizon=_year,
    opening=_text,
    question=_text,
    anchors=st.lists(
        st.builds(SketchAnchor, id=st.just(1), year=st.none() | _year, title=_text, text=_text),
        max_size=9,
    ).map(lambda found: tuple(sorted(found, key=lambda a: (a.year is None, a.year or 0)))),
    award=st.none() | st.builds(SketchAward, name=_text, text=_text),
    dimensions=st.lists(
        st.builds(
            SketchDimension,
            name=st.sampled_from(["", "Un", "un", "deux", "trois", "x" * 61]),
            hint=st.none() | _text,
        ),
        max_size=4,
    ).map(tuple),
    media=st.none()
    | st.builds(
        SketchMedia,
        name=st.sampled_from(["", "nuit.mp3", "la nuit.mp3", "x" * 80 + ".mp3"]),
        digest=st.sampled_from([None, DIGEST, "abc"]),
        transcript=_text,
    ),
)
