"""Show an Audit: one writer a format; reads only."""
