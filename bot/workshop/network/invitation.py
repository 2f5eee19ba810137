"""An invitation as people hand it on: a short code of letters that holds where to knock.

``gommette1.`` and base64url of: the webhook (8 bytes), until when it can be used (4 bytes, seconds
since 1970), its token, and the first four bytes of the SHA-256 of all that. Whoever holds it can
write in one channel: it is a secret between two servers.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.workshop.errors import Refusal

LASTS = timedelta(days=7)
# Characters that a field must take for it.
LONGEST = 400

_HEAD, _VERSION = "gommette", "1"
_WRITTEN = re.compile(rf"^{_HEAD}(\d+)\.([A-Za-z0-9_-]+)$")
# As Discord makes tokens of webhooks: what else stands there would lead to another address.
_TOKEN = re.compile(r"^[A-Za-z0-9_-]{20,120}$")
_FIXED, _SUM = 12, 4


@dataclass(frozen=True, slots=True)
class Invitation:
    """Where to knock, with what, until when (to the second)."""

    webhook_id: int
    token: str = field(repr=False)
    until: datetime


def written(invitation: Invitation) -> str:
    """Return the code of an invitation."""
    held = invitation.webhook_id.to_bytes(8) + int(invitation.until.timestamp()).to_bytes(4)
    held += invitation.token.encode("ascii")
    coded = base64.urlsafe_b64encode(held + _sum(held)).decode("ascii").rstrip("=")
    return f"{_HEAD}{_VERSION}.{coded}"


def read(code: str, now: datetime) -> Invitation:
    """Return the invitation that `code` holds, whatever blanks and marks people pasted with it.

    Raises Refusal when it is none, is damaged, comes from a later version or can be used no more.
    """
    match = _WRITTEN.match("".join(code.split()).strip('`|*<>"'))
    if match is None:
        raise Refusal("network.code_none")
    if match[1] != _VERSION:
        raise Refusal("network.code_version")
    try:
        raw = base64.urlsafe_b64decode(match[2] + "=" * (-len(match[2]) % 4))
        held, found = raw[:-_SUM], raw[-_SUM:]
        token = held[_FIXED:].decode("ascii")
    except (binascii.Error, UnicodeDecodeError):
        raise Refusal("network.code_damaged") from None
    if _sum(held) != found or not _TOKEN.match(token):
        raise Refusal("network.code_damaged")
    until = datetime.fromtimestamp(int.from_bytes(held[8:_FIXED]), UTC)
    if until <= now:
        raise Refusal("network.code_expired")
    return Invitation(int.from_bytes(held[:8]), token, until)


def _sum(held: bytes) -> bytes:
    return hashlib.sha256(held).digest()[:_SUM]
