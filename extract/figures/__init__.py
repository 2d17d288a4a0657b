"""From printed characters to figures: numbers, amounts with units, and what is none."""
