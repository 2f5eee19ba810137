"""The program on the machine that hosts it: its log, its health, its daily copies."""
