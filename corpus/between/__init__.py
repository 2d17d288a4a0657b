"""Checks between reports: last year's, the budget's, the units' of a department."""
