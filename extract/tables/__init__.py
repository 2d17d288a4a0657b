"""From grids and what is printed around them to tables: titled, headed, joined overleaf."""
