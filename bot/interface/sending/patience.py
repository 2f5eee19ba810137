"""How long Discord may take for what nobody waits for: beyond, it is asked for again later."""

from __future__ import annotations

# Seconds: enough for ten megabytes on a slow line, less than what holds up a room for good. The
# library alone would wait for five minutes, and a channel with it.
PATIENCE = 60.0
