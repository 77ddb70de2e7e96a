"""An area's own name, colours, services and pages, laid over the national content: checked, previewed, published, rolled back."""
