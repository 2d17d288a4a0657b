"""The audit as an Excel workpaper whose formulas recompute every equation."""
