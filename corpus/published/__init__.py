"""Who has published: a list of bodies against what a store has."""
