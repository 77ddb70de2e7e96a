"""A sheet on paper: a description in JSON becomes a PDF. Runs in a process of its own, so that the site stays small."""
