"""The public card of small groups: how they are made, who is where, how far they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.i18n import Catalogue
from bot.interface.showing.cards import shorten_lines
from bot.reports.subgroups.naming import group_name
from bot.services.subgroups.view import Seen
from bot.workshop.sessions.session import Session
from bot.workshop.subgroups.dealing import sizes
from bot.workshop.subgroups.group import Group
from bot.workshop.subgroups.step import Deal, Follows, Scribe, Subgroups, Where
from bot.workshop.text import escape, shorten

# A body holds 2,800 characters, and the task is said first.
_TASK = 500
_LIST = 2000
_NAME = 60
# So many groups that call are named on a line.
_CALLS = 4
# Groups that follow from none are of so many people.
_USUAL = 4


def body(seen: Seen, session: Session, plan: Subgroups, t: Catalogue) -> str:
    """Return what the card says."""
    lines = [task(plan, session)]
    if not seen.formed:
        lines += [*_how(plan, t), *_before(seen, t)]
    elif seen.back:
        lines += [f"↩️ **{t('subgroups.back')}**", left_behind(seen, t)]
    else:
        lines += [standing(seen, t), under_way(seen, t), listed(seen, t, _LIST)]
        lines.append("-# " + t("subgroups.find_choice" if seen.doors else "subgroups.find"))
    return "\n".join(filter(None, lines))


def task(plan: Subgroups, session: Session) -> str:
    """Return the task of the groups, as a quotation; nothing where the invitation says it all."""
    if plan.prompt is None:
        return ""
    said = escape(shorten(plan.prompt[session.language], _TASK))
    return "\n".join(f"> {line}" for line in said.split("\n")) + "\n"


def standing(seen: Seen, t: Catalogue) -> str:
    """Return how many groups there are, of how many people, and how many say that they are done."""
    told = t("subgroups.standing", groups=groups_of(seen, t), people=people_of(seen, t))
    if seen.doors:
        return f"🚪 **{told}** {t('subgroups.doors')}"
    if seen.peopled and seen.done == len(seen.peopled):
        return f"✅ **{told}** {t('subgroups.all_done')}"
    return f"👥 **{told}**" + (f" {t.n('subgroups.done', seen.done)}" if seen.done else "")


def under_way(seen: Seen, t: Catalogue) -> str:
    """Return how many of those who are to be moved are in their room; nothing where nobody is."""
    if seen.moved is None:
        return ""
    there, of = seen.moved
    lines = ["🚶 " + t("subgroups.moving", there=there, of=of)] if of else []
    if seen.stays:
        lines.append("🪑 " + t.n("subgroups.stay_thread", len(seen.stays)))
    return " ".join(lines)


def awaited(seen: Seen, t: Catalogue, *, links: bool = True) -> str:
    """Return which groups call whoever leads; nothing where none does."""
    if not seen.asking:
        return ""
    names = []
    for group in seen.asking[:_CALLS]:
        place = place_of(seen, group.number) if links else ""
        names.append(f"{named(group, t)} {place}".strip())
    beyond = len(seen.asking) - len(names)
    told = ", ".join(names) + (f" {t.n('list.more', beyond)}" if beyond else "")
    return "🖐️ " + t("subgroups.asks_help", groups=told)


def present_line(
    there: tuple[int, frozenset[int]] | None, seen: Seen, plan: Subgroups, t: Catalogue
) -> str:
    """Return of how many people how many groups would be made now: those in a voice channel
    (`there`: which, and who) and who said elsewhere that they are there; else those who joined
    the session."""
    if plan.follows is Follows.NEW and plan.deal is Deal.THEME:
        return "👥 " + t.n("subgroups.by_themes", len(seen.themes))
    elsewhere = seen.here - set(seen.leaders) - there[1] if there is not None else frozenset()
    people = len((there[1] - seen.declined) | elsewhere) if there is not None else seen.joined
    if people < 2:
        return "👥 " + t("subgroups.too_few")
    size = plan.size if plan.groups is None else None
    counted = Counter(sizes(people, count=plan.groups, size=size or _USUAL))
    groups = t.listed([t.n("subgroups.sizes", n, size=of) for of, n in counted.items()])
    where = t("subgroups.in_session")
    if there is not None:
        key = "subgroups.in_voice_or_not" if elsewhere else "subgroups.in_voice"
        where = t(key, channel=f"<#{there[0]}>")
    return "👥 " + t.n("subgroups.present", people, where=where, groups=groups)


def groups_of(seen: Seen, t: Catalogue) -> str:
    """Return how many groups there are."""
    groups = seen.groups if seen.doors else seen.peopled
    return t.n("subgroups.count", len(groups))


def people_of(seen: Seen, t: Catalogue) -> str:
    """Return how many people are in them."""
    return t.n("count.people", seen.people)


def listed(seen: Seen, t: Catalogue, room: int) -> str:
    """Return a line for each group in `room` characters: who is in it where there is room for all,
    else how many."""
    groups = seen.groups if seen.doors else seen.peopled
    lines = "\n".join(_line(seen, group, _who(group), t) for group in groups)
    if len(lines) <= room:
        return lines
    counted = [_line(seen, group, t.n("count.people", len(group.present)), t) for group in groups]
    return shorten_lines("\n".join(counted), room)


def place_of(seen: Seen, number: int) -> str:
    """Return the link to where a group meets; nothing until it stands."""
    where = seen.places.get(number, ())
    return f"<#{where[0]}>" if where else ""


def named(group: Group, t: Catalogue) -> str:
    """Return the name of a group, in bold."""
    return f"**{escape(shorten(group_name(group, t), _NAME))}**"


def mentions(people: Sequence[int], t: Catalogue, most: int) -> str:
    """Return people by name, whom it does not ping, and how many more there are."""
    shown = ", ".join(f"<@{one}>" for one in people[:most])
    beyond = len(people) - most
    return f"{shown} {t.n('list.more', beyond)}" if beyond > 0 else shown


def next_line(seen: Seen, t: Catalogue) -> str:
    """Return what becomes of the groups when whoever leads moves on."""
    if seen.following is not None and len(seen.peopled) == 1:
        return t("subgroups.next.one")
    return t(f"subgroups.next.{seen.following or 'back'}")


def left_behind(seen: Seen, t: Catalogue) -> str:
    """Return what the folded card goes on showing."""
    if not seen.formed:
        return ""
    written = t.n("count.postits", sum(seen.wrote.values()))
    return f"👥 **{groups_of(seen, t)}** · {people_of(seen, t)} · {written}"


def _how(plan: Subgroups, t: Catalogue) -> list[str]:
    """Return how groups are about to be made, and where they will meet."""
    lines = [f"👥 {_made(plan, t)}"]
    if plan.scribe is Scribe.ONE:
        lines.append("✍️ " + t("subgroups.scribe_one"))
    lines.append(t("subgroups.where.threads" if plan.where is Where.THREADS else "subgroups.where"))
    return lines


def _made(plan: Subgroups, t: Catalogue) -> str:
    if plan.follows is not Follows.NEW:
        # Those that it would have followed from were never made.
        return t("subgroups.made.nothing_before", groups=t.n("subgroups.of_size", _USUAL))
    if plan.deal is Deal.THEME:
        return t("subgroups.made.theme")
    many = (
        t.n("subgroups.of_size", plan.size)
        if plan.size
        else t.n("subgroups.count", plan.groups or 0)
    )
    return t(f"subgroups.made.{plan.deal}", groups=many)


def _before(seen: Seen, t: Catalogue) -> list[str]:
    lines = [t("subgroups.waits")]
    if seen.here:
        lines.append("🙋 " + t.n("subgroups.here_count", len(seen.here)))
    if seen.stays:
        lines.append("🪑 " + t.n("subgroups.stay_count", len(seen.stays)))
    return lines


def _line(seen: Seen, group: Group, who: str, t: Catalogue) -> str:
    mark = "✅ " if group.done else "🖐️ " if group.helps else ""
    place = place_of(seen, group.number)
    where = f" {place}" if place else ""
    return f"{mark}{named(group, t)}{where} · {who or t('subgroups.nobody')}"


def _who(group: Group) -> str:
    hosts = group.hosts
    return ", ".join(f"<@{one}>" + (" ☕" if one in hosts else "") for one in group.present)
