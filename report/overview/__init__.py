"""Many reports on one page."""
