"""Names that Discord takes for what writes through a webhook, and what the webhook's own tells.

The two programs share no state but the webhook: the one that receives says by its name which
request it has accepted. https://discord.com/developers/docs/resources/webhook and
https://discord.com/developers/docs/resources/user#usernames-and-nicknames say what a name may hold.
"""

from __future__ import annotations

import re

from bot.workshop.text import one_line, shorten

LONGEST = 80
_MARK = " · ✓ "
_ACCEPTED = re.compile(rf"^(?P<name>.*){re.escape(_MARK)}(?P<request>\d{{1,20}})$", re.DOTALL)
# What stays for the name beside the mark and a number of Discord's.
_SHORT = LONGEST - len(_MARK) - 20
_ASKS = re.compile(r"^(?P<name>.*) · (?P<request>\d{1,12})$", re.DOTALL)
# Requests are numbered by lot, by who asks: it knows its own whatever was lost on the way.
REQUESTS = 10**9
_REFUSED = re.compile(r"[@#:]|```|://")
_WORDS = re.compile(r"(?i)(dis)(cord)|(cly)(de)")


def speakable(name: str, most: int = LONGEST) -> str:
    """Return the name of a server as Discord lets a webhook bear it: never empty."""
    line = one_line(_REFUSED.sub(" ", name))
    line = _WORDS.sub(lambda m: f"{m[1] or m[3]}·{m[2] or m[4]}", line)
    # What remains would be taken for a mark that this program makes.
    line = one_line(line.replace("✓", " "))
    if line.lower() in ("everyone", "here"):
        line = f"« {line} »"
    return shorten(line, most) or "Gommette"


def invites(name: str) -> str:
    """Return the name of the webhook of a server that invites."""
    return speakable(name, _SHORT)


def asks(name: str, request: int) -> str:
    """Return the name under which a server asks, with the number of its request: who wrote a
    message is all that the one that receives reads of it."""
    return f"{speakable(name, _SHORT)} · {request}"


def asked(author: str) -> tuple[str, int] | None:
    """Return the name of the server and the number of its request; None for another message."""
    match = _ASKS.match(author)
    return (match["name"], int(match["request"])) if match else None


def accepts(name: str, request: int) -> str:
    """Return the name of the webhook of a server that has accepted the request of a number."""
    return f"{speakable(plain(name), _SHORT)}{_MARK}{request}"


def accepted(name: str) -> int | None:
    """Return the request that the name of a webhook says was accepted; None for none yet."""
    match = _ACCEPTED.match(name)
    return int(match["request"]) if match else None


def plain(name: str) -> str:
    """Return the name of the server alone."""
    match = _ACCEPTED.match(name)
    return match["name"] if match else name
