"""Word files: paragraphs, numbering and tables as Word shows them, as blocks."""
