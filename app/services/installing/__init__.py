"""Models come and go: download, import from a folder or a pack, export, check, removal."""
