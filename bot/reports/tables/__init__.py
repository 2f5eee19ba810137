"""The session as tables for a spreadsheet, one file for each thing."""
