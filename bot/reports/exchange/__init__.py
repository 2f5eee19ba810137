"""The session in the forms of other programs: calendars, boards, programs that count ballots."""
