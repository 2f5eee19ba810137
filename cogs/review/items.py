"""One item of a summary that is read again: found in a list, put right, left out, brought back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, number, on
from bot.interface.showing.layout import (
    PAGE,
    Button,
    button,
    form,
    layout,
    option,
    select,
    text_field,
)
from bot.reports.review.items import Entry
from bot.services.review import reviewing
from bot.services.review.reviewing import Review
from bot.workshop.alike import fold
from bot.workshop.errors import Outdated, Refusal
from bot.workshop.review.correction import Item, Of
from bot.workshop.text import escape, one_line, shorten, slug
from cogs.review.reading import KINDS, again

_TEXT = 600
_LONG = 200  # characters from which a field has several lines


class Items(Desk):
    @on("review.kind", "session")
    async def _kind(self, press: Press, session: int) -> None:
        """A kind was chosen in the menu."""
        await self._list(press, session, press.number(), 0)

    @on("review.list", "session", "of", "page")
    async def _list(self, press: Press, session: int, of: int, page: int) -> None:
        review = await reviewing.under_review(self.ctx, session, press.actor)
        await replace(press.interaction, listing(review, _kind(of), page, press.t))

    @on("review.search", "session", "of")
    async def _search(self, press: Press, session: int, of: int) -> None:
        await reviewing.under_review(self.ctx, session, press.actor)
        t = press.t
        field = text_field("word", t("field.review_word"), limit=80)
        found = custom_id("review.found", session=session, of=of)
        await press.open(form(t("form.review_search"), found, field))

    @on("review.found", "session", "of")
    async def _found(self, press: Press, session: int, of: int) -> None:
        review = await reviewing.under_review(self.ctx, session, press.actor)
        word = one_line(press.text("word"))
        await replace(press.interaction, listing(review, _kind(of), 0, press.t, word))

    @on("review.item", "session", "of")
    async def _item(self, press: Press, session: int, of: int) -> None:
        """An item was chosen in the menu."""
        which, _, nth = press.chosen.partition(".")
        review = await reviewing.under_review(self.ctx, session, press.actor)
        item = Item(_kind(of), number(which), number(nth or "0"))
        await replace(press.interaction, one(review, review.entry(item), press.t))

    @on("review.form", "session", "of", "which", "nth", "seen")
    async def _form(
        self, press: Press, session: int, of: int, which: int, nth: int, seen: int
    ) -> None:
        review = await reviewing.under_review(self.ctx, session, press.actor)
        entry, t = review.entry(Item(_kind(of), which, nth)), press.t
        item = entry.item
        if not item.fields:
            raise Refusal("button.unknown")
        said = _told(review, entry)
        fields = [
            text_field(
                name,
                t(f"field.review.{item.of}.{name}"),
                limit=limit,
                long=limit > _LONG,
                required=False,
                default=said[name],
            )
            for name, limit in item.fields.items()
        ]
        sent = custom_id("review.filled", session=session, of=of, which=which, nth=nth, seen=seen)
        await press.open(form(t(f"form.review.{item.of}"), sent, *fields))

    @on("review.filled", "session", "of", "which", "nth", "seen")
    async def _filled(
        self, press: Press, session: int, of: int, which: int, nth: int, seen: int
    ) -> None:
        item = Item(_kind(of), which, nth)
        texts = {name: press.text(name) for name in item.fields}

        async def act() -> Review:
            return await reviewing.put_right(self.ctx, session, press.actor, item, texts, seen)

        await self._changed(press, session, item, act)

    @on("review.out", "session", "of", "which", "nth", "seen", "out")
    async def _out(
        self, press: Press, session: int, of: int, which: int, nth: int, seen: int, out: bool
    ) -> None:
        item = Item(_kind(of), which, nth)

        async def act() -> Review:
            return await reviewing.leave_out(self.ctx, session, press.actor, item, seen, out=out)

        await self._changed(press, session, item, act)

    @on("review.undo", "session", "of", "which", "nth", "seen")
    async def _undo(
        self, press: Press, session: int, of: int, which: int, nth: int, seen: int
    ) -> None:
        item = Item(_kind(of), which, nth)

        async def act() -> Review:
            return await reviewing.undo(self.ctx, session, press.actor, item, seen)

        await self._changed(press, session, item, act)

    async def _changed(
        self, press: Press, session: int, item: Item, act: Callable[[], Awaitable[Review]]
    ) -> None:
        try:
            review = await act()
        except Outdated as refusal:
            press.keep_refused()  # what was written is in the form when it is opened again
            await again(self, press, session, refusal)
            return
        view = one(review, review.entry(item), press.t, press.t("review.kept"))
        await replace(press.interaction, view)


def listing(review: Review, of: Of, page: int, t: Catalogue, word: str = "") -> ui.LayoutView:
    """Return the items of a kind, those that hold `word` where it is searched for."""
    session, kind = review.session.id, KINDS.index(of)
    every = review.items.get(of, ())
    found = [e for e in every if _holds(" ".join((e.label, *e.texts.values())), word)]
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(page, 0), pages - 1)
    shown = found[page * PAGE : (page + 1) * PAGE]
    head = f"### {t(f'review.kind.{of}')}"
    words = [head, t(f"review.about.{of}")]
    if word:
        words.append(t.n("review.with_word", len(found), word=escape(word)))
        if len(found) > PAGE:
            words.append(t("review.first_found", most=PAGE))
    elif pages > 1:
        words.append(t("review.page", page=page + 1, pages=pages))
    way: list[Button] = []
    if not word and pages > 1:
        for there, key in ((page - 1, "button.review_before"), (page + 1, "button.review_after")):
            if 0 <= there < pages:
                at = custom_id("review.list", session=session, of=kind, page=there)
                way.append(button(t(key), at))
    if len(every) > PAGE:
        way.append(
            button(
                t("button.review_search"),
                custom_id("review.search", session=session, of=kind),
                emoji="🔎",
            )
        )
    way.append(button(t("button.review_back"), custom_id("review.open", session=session)))
    at = custom_id("review.item", session=session, of=kind)
    return layout(
        "\n".join(words),
        [select(at, t("review.choose_item"), [_choice(review, e, t) for e in shown])]
        if shown
        else None,
        way,
    )


def _holds(text: str, word: str) -> bool:
    """Return whether a text holds a word, whatever its capitals and accents."""
    plain = slug(word)  # nothing of a script that has no accents to leave out
    return fold(word) in fold(text) or bool(plain and plain in slug(text))


def one(review: Review, entry: Entry, t: Catalogue, head: str = "") -> ui.LayoutView:
    """Return an item as it is told, what people wrote where that differs, and what can be done."""
    item, session, seen = entry.item, review.session.id, review.revision
    of, which, nth = KINDS.index(item.of), item.which, item.nth
    out = review.made.left_out(item.of, item.which, item.nth)
    said = review.made.fields(item.of, item.which, item.nth)
    act: list[Button] = []
    if item.fields and not out:
        key = "button.add_note" if item.of is Of.CONSENT else "button.put_right"
        act.append(
            button(
                t(key),
                custom_id("review.form", session=session, of=of, which=which, nth=nth, seen=seen),
                emoji="✏️",
                style=discord.ButtonStyle.primary,
            )
        )
    if said and not out:
        undo = custom_id("review.undo", session=session, of=of, which=which, nth=nth, seen=seen)
        act.append(button(t("button.as_written"), undo))
    if item.may_leave:
        key = "button.bring_back" if out else "button.leave_out"
        leave = custom_id(
            "review.out", session=session, of=of, which=which, nth=nth, seen=seen, out=not out
        )
        act.append(button(t(key), leave))
    return layout(
        head,
        f"### {t(f'review.kind.{item.of}')}",
        *_lines(review, entry, t),
        t("review.is_out") if out else "",
        act,
        [
            button(
                t("button.review_list"),
                custom_id("review.list", session=session, of=of, page=0),
            ),
            button(t("button.review_back"), custom_id("review.open", session=session)),
        ],
    )


def _lines(review: Review, entry: Entry, t: Catalogue) -> Sequence[str]:
    item = entry.item
    said = review.made.fields(item.of, item.which, item.nth)
    if not entry.texts or item.of is Of.CONSENT:
        lines = [f"> {escape(shorten(one_line(entry.label), _TEXT))}"]
    else:
        lines = []
    each = _TEXT // max(1, len(entry.texts))
    for name, written in entry.texts.items():
        label = t(f"field.review.{item.of}.{name}")
        now = said.get(name, written)
        if now or name in said:
            lines.append(f"**{label}**\n> {escape(shorten(one_line(now), each)) or '—'}")
        if name in said and written:
            before = escape(shorten(one_line(written), each))
            lines.append(f"-# {t('review.written', text=before)}")
    return lines


def _told(review: Review, entry: Entry) -> dict[str, str]:
    """Return what each field of an item says now."""
    item = entry.item
    return {**entry.texts, **review.made.fields(item.of, item.which, item.nth)}


def _choice(review: Review, entry: Entry, t: Catalogue) -> discord.SelectOption:
    item = entry.item
    told = next(iter(_told(review, entry).values()), "") or entry.label
    label = f"{entry.number}. {told}" if entry.number is not None else told
    state = None
    if review.made.left_out(item.of, item.which, item.nth):
        state = t("review.state.out")
    elif review.made.touched(item.of, item.which, item.nth):
        state = t("review.state.reworded")
    return option(label or "…", f"{item.which}.{item.nth}", description=state)


def _kind(of: int) -> Of:
    if not 0 <= of < len(KINDS):
        raise Refusal("button.unknown")
    return KINDS[of]
