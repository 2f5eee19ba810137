"""What people, and people who mean harm, may write."""

from __future__ import annotations

from hypothesis import strategies as st

# Sequences that must reach the wall whole: skin tones, families, flags of tags and of letters,
# a keycap, a variation selector, and emoji younger than Python's own table of Unicode.
EMOJI = (
    "👩🏽‍🚒",
    "👨‍👩‍👧‍👦",
    "🏳️‍🌈",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "🇫🇷",
    "1️⃣",
    "❤️",
    "\U0001fa77",  # pink heart, Unicode 15
    "\U0001fae8",  # shaking face, Unicode 15
    "\U0001fadf",  # splatter, Unicode 16
)

ARABIC = "اجتماع القرية غدا"
HEBREW = "פגישה מחר"

TRICKS = (
    "@everyone",
    "@here",
    "<@911222333444555601>",
    "<@&7>",
    "<#7>",
    "<t:1893456000:R>",
    "<:gommette:123456>",
    "</session new:7>",
    "**fort**",
    "__souligné__",
    "~~barré~~",
    "||caché||",
    "`code`",
    "```\nbloc\n```",
    "[lien](https://example.org)",
    "[ref]: https://example.org",
    "<https://example.org>",
    "<b>gras</b>",
    "<!-- rien -->",
    "&lt;",
    "&#35;",
    "&copy;",
    "\\",
    "\\*",
    "# titre",
    "-# petit",
    "> citation",
    ">>> longue citation",
    "- puce",
    "+ puce",
    "* puce",
    "-",
    "+",
    "---",
    "- - -",
    "===",
    "=",
    "1. un",
    "1.",
    "12) douze",
    "| a | b |\n|---|---|\n| c | d |",
    "\x00",
    "\ud800",
    "\udfff",
    "\u202e",
    "\u2066",
    "\u200b",
    "\ufeff",
    "\r\n",
    "\n\n",
    "\t",
    "\u2028",
    "\u00a0",
    "e\u0301",
    "\u0301",
    " ",
    *EMOJI,
    ARABIC,
    HEBREW,
)

# `characters()` without arguments draws from all of Unicode, lone surrogates included.
hostile_texts = st.lists(
    st.one_of(st.sampled_from(TRICKS), st.text(st.characters(), max_size=12)), max_size=12
).map("".join)
