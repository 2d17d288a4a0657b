"""From paragraphs to sentences under their headings."""
