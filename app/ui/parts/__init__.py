"""Sotto's own widgets, each with its states; `python -m app.ui.gallery` shows them all."""
