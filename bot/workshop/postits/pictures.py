"""The pictures that people write about: put in by those who lead, numbered, a column for each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.workshop.alike import alike
from bot.workshop.errors import Refusal
from bot.workshop.language import Title
from bot.workshop.postits.step import Collect, Column
from bot.workshop.step import BaseStep
from bot.workshop.story.media import NAME_LIMIT, SIZE_LIMIT, picture_ending
from bot.workshop.text import slug
from bot.workshop.tongues.rules import RULED, rules_of

# Files of one form, and pictures of one message (Discord's limits; brief, discord.md).
PER_FORM = 10
PER_MESSAGE = 10


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a session; `digest` and `name` are None once it was taken away, its number
    kept. `numbered` when the room knows its number, `shown_in` the last step that showed it."""

    id: int
    session_id: int
    number: int
    digest: str | None
    name: str | None
    size: int
    numbered: bool
    shown_in: int | None

    @property
    def stands(self) -> bool:
        """False once it was taken away."""
        return self.digest is not None


def shows_pictures(plan: BaseStep) -> bool:
    """True for a step that shows pictures when it opens."""
    return isinstance(plan, Collect) and plan.pictures


def check_weight(size: int) -> None:
    """Raise Refusal for a picture of `size` bytes that is empty or too large."""
    if not size:
        raise Refusal("media.empty")
    if size > SIZE_LIMIT:
        raise Refusal("pictures.too_large", limit=SIZE_LIMIT // 2**20)


def check_picture(name: str, content: bytes) -> str:
    """Return the name under which a picture is kept: plain, with the ending of what it is.

    Raises Refusal for a file that is empty or too large, or is no PNG, JPEG, WebP or GIF, whatever
    its name says.
    """
    check_weight(len(content))
    ending = picture_ending(content)
    if ending is None:
        raise Refusal("pictures.kind")
    stem, dot, _ = name.rpartition(".")
    plain = slug(stem if dot else name)[: NAME_LIMIT - len(ending) - 1].strip("-")
    return f"{plain or 'image'}.{ending}"


def column_of(number: int) -> Column:
    """Return the column of a picture."""
    words = {one: rules_of(one).picture for one in RULED}
    name = Title(**{one: f"{word} {number}" for one, word in words.items() if word})
    return Column(name=name, picture=number)


def with_pictures(plan: Collect, numbers: Collection[int]) -> Collect:
    """Return `plan` with a column for each of `numbers`, in their order, before its own.

    A column of its own that is named as one of theirs gives way.
    """
    shown = [column_of(number) for number in sorted(numbers)]
    taken = {alike(name) for column in shown for name in column.name.texts.values()}
    own = [
        column
        for column in plan.columns
        if column.picture is None
        and not any(alike(name) in taken for name in column.name.texts.values())
    ]
    columns = (*shown, *own)
    return plan if columns == plan.columns else plan.model_copy(update={"columns": columns})


def unpictured(plan: BaseStep) -> BaseStep:
    """Return `plan` without the columns of the pictures of one session, for others to use it."""
    return with_pictures(plan, ()) if isinstance(plan, Collect) and plan.pictures else plan


def messages(pictures: Sequence[Picture]) -> list[list[Picture]]:
    """Return `pictures` as they are posted: so many a message, and no heavier than any server
    takes."""
    found: list[list[Picture]] = []
    weight = 0
    for picture in pictures:
        full = weight + picture.size > SIZE_LIMIT or (found and len(found[-1]) == PER_MESSAGE)
        if not found or full:
            found.append([])
            weight = 0
        found[-1].append(picture)
        weight += picture.size
    return found
