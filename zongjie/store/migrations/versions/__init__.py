"""One file per version; its name is the version."""
