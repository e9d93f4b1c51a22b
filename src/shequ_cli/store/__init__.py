"""The folder: paths, files, index, saving, lock and git history. The only layer that writes records."""
