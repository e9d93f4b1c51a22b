"""Values to documents: Markdown, HTML, Word and Excel bytes."""
