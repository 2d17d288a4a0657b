"""Copies of Word files and workbooks with the findings as comments; what was published stays as it
is."""
