"""What is handed out: the site as one archive with its bill of materials, and the engine's wheel beside it."""
