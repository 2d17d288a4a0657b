"""From sentences to claims: what each figure measures, of which year, held against what."""
