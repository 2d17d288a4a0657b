"""From the claims of a narrative to checks: what its figures owe each other."""
