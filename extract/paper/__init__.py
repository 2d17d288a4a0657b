"""From pages of characters and rules to a layout: upright pages with their grids and paragraphs."""
