"""The strip over the pages that says what is missing for real work, with the way to it."""

from __future__ import annotations

from collections.abc import Callable

from app.ui.widgets import Banner


class ModelsStrip(Banner):
    """Seen while speech is recognised by the demo model, or not at all."""

    def __init__(self, show_models: Callable[[], None]) -> None:
        super().__init__("demo", strip=True)
        self._show_models = show_models
        self.demo_in_use = False
        self.no_speech = False

    def show_on(self, chrome: bool, *, models_page: bool) -> None:
        """`chrome`: the page on the screen has room for such things; `models_page`: it is the one that is meant."""
        if not chrome or not (self.demo_in_use or self.no_speech):
            self.hide()
            return
        text = (
            self.tr("No speech model is installed yet: Sotto can record, and cannot write down the words.")
            if self.no_speech
            else self.tr("Demo models: they know only the demo session.")
        )
        tone = "warning" if self.no_speech else "info"
        self.say(text, tone, action="" if models_page else self.tr("Get models"), act=self._show_models)
