"""From pages that are pictures to pages with characters and rules, as a text page has them."""
