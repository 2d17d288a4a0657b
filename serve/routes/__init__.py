"""What the review page answers, a module for each subject."""
