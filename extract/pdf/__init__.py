"""From a PDF file to its pages as a person sees them: characters and ruling lines."""
