"""From claims and tables to checks: each claim held against the cells that state its quantity."""
