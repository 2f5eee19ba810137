"""What the pictures of a wall share: their frame, and a post-it as the templates take it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.i18n import Catalogue
from bot.reports.pictures.lettering import Lettering, lettered
from bot.reports.pictures.wall.lanes import TEXT
from bot.reports.record import SessionRecord
from bot.workshop.postits.postit import PostIt

# What an overview shows of a text.
GLANCE = 90

_AUTHOR = 40
_TITLE = 90


def frame(record: SessionRecord, t: Catalogue, kicker: str | None = None) -> dict[str, object]:
    """Return the head and foot of a picture; `kicker` is what it is, the wall if not given."""
    return {
        "lang": record.session.language.value,
        "kicker": kicker or t("picture.wall.title"),
        "title": lettered(record.session.title, record.session.language, _TITLE),
        "day": t.day(record.day),
        # Said of a note whose letters could not all be drawn.
        "partial": t("picture.partial"),
    }


def note(
    record: SessionRecord,
    postit: PostIt,
    dots: Mapping[int, int],
    t: Catalogue,
    limit: int = TEXT,
) -> dict[str, object]:
    """Return a post-it as the templates draw it, its text cut at `limit` characters."""
    language = record.session.language
    author = record.author(postit)
    signed: Lettering | None = lettered(author, language, _AUTHOR) if author else None
    return {
        "text": lettered(postit.text, language, limit),
        "number": postit.number,
        "year": postit.year,
        "kind": _kind(postit, t),
        "author": signed,
        "dots": dots.get(postit.id, 0),
    }


def most_voted(postits: Sequence[PostIt], dots: Mapping[int, int]) -> list[PostIt]:
    """Return `postits`, those with most dots first; the order of the wall among equals."""
    return sorted(postits, key=lambda p: -dots.get(p.id, 0))


def _kind(postit: PostIt, t: Catalogue) -> str | None:
    """Return the mark and the word of what a post-it tells of, if its writer said so."""
    return f"{postit.kind.mark} {t(f'kind.{postit.kind}')}" if postit.kind is not None else None
