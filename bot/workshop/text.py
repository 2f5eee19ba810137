"""Cleaning of what people write, before it is kept, and escaping where it is shown."""

from __future__ import annotations

import re
import unicodedata

from bot.workshop.addresses import addresses

# Overrides and isolates can reorder the text around a post-it; marks (LRM, RLM) and
# joiners are needed by real scripts and emoji and stay.
_BIDI_CONTROLS = "\u202a-\u202e\u2066-\u2069"
# Controls, lone surrogates and private use, by the ranges that Unicode promised never to change.
# Unassigned characters stay: the emoji of the year are unknown to Python's own table.
_NOTHING_TO_SHOW = "\x00-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff"
# Some programs refuse these: the last two of each plane, and a range of the first.
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_DROPPED = re.compile(f"[{_BIDI_CONTROLS}{_NOTHING_TO_SHOW}{_NONCHARACTERS}]")
_SIGNS = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_~|[]<>#"})
_ENTITY = re.compile(r"&(?=#?\w{1,40};)")
_LINE_MARK = re.compile(r"[-+]|\d{1,9}[.)]")
# What calls people; bare, a name behind “@” calls nobody.
_CALL = re.compile(r"@(?=everyone|here|[!&\d])", re.IGNORECASE)
_CALLS_ALL = re.compile(r"@(?:everyone|here)", re.IGNORECASE)
# What could be read as emphasis or a link within an address: an underscore between letters is not.
_ACTS = re.compile(r"[*~\[\]]|(?<![^\W_])_|_(?![^\W_])")
# What Windows-1252 means by the characters that Unicode keeps for controls; five mean nothing.
_WINDOWS = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
_OF_WINDOWS = re.compile("[\x80-\x9f]")
_MEANT = {code: char for code, char in _WINDOWS.items() if char}
# The marks that Word gives to lists, in fonts of its own: what they look like there.
_WORD = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf0a8": "☐",
    "\uf06f": "☐",
    "\uf0fe": "☑",
    "\uf076": "❖",
    "\uf0e0": "→",
    "\uf0e8": "➔",
    "\uf02d": "-",
}
_WORD_MARK = re.compile(rf"^([^\S\n]*+)([{''.join(_WORD)}]|o(?=\t))[^\S\n]*+", re.MULTILINE)
_OF_WORD = re.compile("[\t\uf000-\uf0ff]")
# Joiners, fillers, blanks and selectors: what shows nothing when it stands alone.
# The no-break spaces of French punctuation stay.
_SPACES = re.compile(r"[^\S\n\u00a0\u202f]+")
_INVISIBLE = re.compile(
    r"[\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u206f"
    r"\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]+"
)

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae", "ß": "ss"})


def clean(text: str) -> str:
    """Return `text` in NFC, without control characters, lone surrogates or bidi overrides.

    Characters of Windows-1252 and Word's marks of lists become what was meant. Line breaks are
    kept; runs of other white space become one space; ends are trimmed. A text, or a line of it, of
    invisible characters alone becomes empty.
    """
    if text.isprintable():
        # Most texts: nothing to drop, one line, no space but the plain one.
        return _tidy(unicodedata.normalize("NFC", text))
    meant = _meant(text).replace("\r\n", "\n").replace("\r", "\n")
    if _OF_WORD.search(meant):
        meant = _WORD_MARK.sub(lambda mark: f"{mark[1]}{_WORD.get(mark[2], '◦')} ", meant)
    lines = meant.split("\n")
    kept = unicodedata.normalize("NFC", "\n".join(_DROPPED.sub(" ", line) for line in lines))
    return "\n".join(map(_tidy, kept.split("\n"))).strip()


def _meant(text: str) -> str:
    return text.translate(_MEANT) if _OF_WINDOWS.search(text) else text


def _tidy(line: str) -> str:
    """Return a line without needless spaces; empty when nothing of it shows."""
    line = _SPACES.sub(" ", line).strip()
    return line if shows(line) else ""


def shows(text: str) -> bool:
    """True when something of `text` can be seen."""
    return bool(text) and _INVISIBLE.fullmatch(text) is None


def has_controls(text: str) -> bool:
    """True when `text` has characters that `clean` drops, line ends and tabs aside."""
    return _DROPPED.search(re.sub(r"[\n\r\t]", "", _meant(text))) is not None


def one_line(text: str) -> str:
    """Return `text` cleaned, on one line."""
    cleaned = clean(text)
    return " ".join(filter(None, cleaned.split("\n"))) if "\n" in cleaned else cleaned


def shorten(text: str, limit: int) -> str:
    """Return `text` on one line in at most `limit` characters, cut at a word with “…”."""
    line = one_line(text)
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    head, space, _ = cut.rpartition(" ")
    return (head if space and len(head) > limit // 2 else cut).rstrip(" \u00a0\u202f,;:.") + "…"


def slug(text: str) -> str:
    """Return `text` in plain small letters, digits and dashes, for names of files; maybe empty."""
    plain = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    # Apostrophes part words in French; accents alone vanish.
    ascii_only = plain.replace("’", "'").encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")


def escape(text: str) -> str:
    """Return `text` so that Markdown, here or in Discord, shows it letter by letter.

    Web and e-mail addresses stay as they are, within ``<`` and ``>`` where a sign of theirs would
    act: both leave them alone there, and show no bracket. Mentions lose their power twice: here by
    the escaped ``<`` and a zero-width space after ``@``, and on the wire by the client's
    ``AllowedMentions.none()``.
    """
    pieces: list[str] = []
    done = 0
    for start, end in addresses(text):
        shown = _as_address(text[start:end])
        if shown is not None:
            pieces += (_signs(text[done:start]), shown)
            done = end
    pieces.append(_signs(text[done:]))
    return "\n".join(map(_disarmed, "".join(pieces).split("\n")))


def _as_address(address: str) -> str | None:
    """Return how an address is written to be shown as it is; None when nothing does it."""
    if _ENTITY.search(address) or _CALLS_ALL.search(address):
        return None
    if _ACTS.search(address) is None:
        return address
    return f"<{address}>" if address[:4].lower() == "http" else None


def _signs(text: str) -> str:
    escaped = "\\&".join(part.translate(_SIGNS) for part in _ENTITY.split(text))
    return _CALL.sub("@\u200b", escaped)


def _disarmed(line: str) -> str:
    """Return a line that begins no list, and makes no title of the line above."""
    body = line.strip()
    at = len(line) - len(line.lstrip())
    mark = _LINE_MARK.match(line, at)
    if mark is not None and (mark.end() == len(line) or line[mark.end()].isspace()):
        at = mark.end() - 1
    elif not _is_rule(body):
        return line
    return f"{line[:at]}\\{line[at:]}"


def _is_rule(body: str) -> bool:
    if body[:1] == "=":
        return not body.strip("=")
    return len(body) > 1 and body[0] == body[-1] == "-" and not body.strip("- ")
