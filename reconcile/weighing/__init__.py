"""From failed checks to culprits, doubts and the verdict on each claim."""
