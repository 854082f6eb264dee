"""The card of the settings about what Sotto does while another program is in front."""

from __future__ import annotations

from app.ui.context import Page
from app.ui.global_keys import the_keys, way
from app.ui.pages.settings_switches import SwitchCard


class DesktopCard(SwitchCard):
    """Three switches; each is stored as it is turned, and holds at once."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, page.tr("While another program is in front"))
        self.switches = {
            "strip": self._switch(
                "strip",
                self.tr("A small strip while a session is recorded"),
                self.tr("Time, level, and buttons to pause, mark and stop, in front of the program that you have open. "
                        "It names nobody. Where the desktop lets no window stay in front, it comes when you press "
                        "Small strip."),
            ),
            "notices": self._switch(
                "notices",
                self.tr("Notifications of the desktop"),
                self.tr("That a draft is ready, or that a recording needs a look. They never name a client, and come "
                        "only while Sotto is not in front."),
            ),
            "global_keys": self._switch("global_keys", self.tr("Keys for the recording in every program"),
                                        self._keys_words()),
        }  # fmt: skip
        self.switches["global_keys"].setEnabled(bool(way()))

    def _keys_words(self) -> str:
        found = way()
        if not found:
            return self.tr("This desktop gives no keys to a program that is not in front.")
        names = {"pause": self.tr("pause or go on"), "off": self.tr("off the record"), "mark": self.tr("mark"),
                 "back": self.tr("bring Sotto to the front")}  # fmt: skip
        keys = ", ".join(f"{key.keys.replace('Ctrl', self._control())} {names[key.name]}" for key in the_keys())
        text = self.tr("Only while a session is recorded: {keys}.").replace("{keys}", keys)
        return f"{text} {self.tr('The desktop asks you first.')}" if found == "portal" else text

    def _control(self) -> str:
        return "⌘" if way() == "macos" else "Ctrl"

    def _stored(self) -> None:
        """It holds at once."""
        self._page.router.apply_preferences()
