"""Read one published report: pages, tables, narrative, claims. Knows nothing of checking."""
