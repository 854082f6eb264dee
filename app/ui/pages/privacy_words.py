"""The Privacy page's words for what the services report."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.ui import words

if TYPE_CHECKING:
    from app.services.privacy import Proof, Protected, Tried, Use


class PrivacyWords(QObject):
    """Sentences and single words, each through `tr`."""

    def network(self, is_open: bool, last: Use | None) -> tuple[str, str]:
        """What the network is used for, and the tone to say it in."""
        asked = self._asked(last)
        if is_open:
            return f"{self.tr('The network is in use now: models are being installed.')}{asked}", "warning"
        if last is None:
            return self.tr("No network is in use. Sotto has never used one on this computer."), "success"
        at = words.moment_words(last.opened)
        return (
            self.tr("No network is in use. It was last used on {at}, to install models.").replace("{at}", at) + asked,
            "success",
        )

    def _asked(self, last: Use | None) -> str:
        """Which computers were asked; "" where none was."""
        if last is None or not last.hosts:
            return ""
        return " " + self.tr("It asked {hosts}.").replace("{hosts}", ", ".join(last.hosts))

    def process(self, name: str) -> tuple[str, str]:
        """A process's name, and what it does."""
        return {
            "window": (self.tr("This window"), self.tr("Holds the key of the vault while it is open.")),
            "recorder": (self.tr("Recorder"), self.tr("Hears the microphone and holds the key of one recording.")),
            "speech": (self.tr("Listening part"), self.tr("Writes down the words and works out who spoke.")),
            "language": (self.tr("Writing part"), self.tr("Reads the transcript and drafts the note.")),
        }[name]

    def protection(self, each: Protected) -> list[tuple[str, str]]:
        """What protects a process, each with a tone."""
        if not each.running:
            return [(self.tr("Not running now"), "")]
        if each.process == "window":
            shut = self.tr("Network shut")
            return [(shut, "success") if each.network_shut else (self.tr("Network open"), "warning")]
        said = [(self.tr("No network"), "success") if each.network_shut else (self.tr("Network not shut"), "danger")]
        if each.process != "recorder":
            said.append(
                (self.tr("Vault out of sight"), "success")
                if each.disk_shut
                else (self.tr("Can see the vault"), "warning")
            )
        elif each.disk_shut:
            said.append((self.tr("Of the vault, sees only recordings"), "success"))
        return said

    def screen_lock(self, follows: bool) -> str:
        """Whether Sotto locks with the desktop."""
        if follows:
            return self.tr("Sotto locks when the screen is locked or the computer goes to sleep.")
        return self.tr("This desktop does not say when the screen is locked. Sotto locks when it is not used.")

    def capture(self, excluded: bool) -> str:
        """Whether the window is kept off screenshots."""
        if excluded:
            return self.tr("The window is kept off screenshots and shared screens.")
        return self.tr("The window can be seen on screenshots and shared screens.")

    def stored(self, kind: str) -> str:
        """What is stored, in words."""
        return {
            "vault": self.tr("Clients, sessions, transcripts and notes (encrypted)"),
            "recordings": self.tr("Recordings, each with a key of its own (encrypted)"),
            "models": self.tr("Installed models"),
            "settings": self.tr("Settings; nothing about any client"),
            "logs": self.tr("Logs; nothing about any client"),
            "backups": self.tr("Backups (encrypted)"),
        }[kind]

    def size(self, size: int) -> str:
        """How much room it takes."""
        if size == 0:
            return self.tr("nothing")
        return words.size_words(size) if size >= 1_000_000 else self.tr("under 1 MB")

    def attempt(self, each: Tried) -> str:
        """What was tried, in a sentence."""
        what = {
            "inet": self.tr("A connection to the network (IPv4)"),
            "inet6": self.tr("A connection to the network (IPv6)"),
            "netlink": self.tr("A look at the network's settings"),
            "packet": self.tr("Reading what passes over the network"),
            "io_uring": self.tr("A way around the system's checks (io_uring)"),
            "vault": self.tr("Reading the vault's folder"),
            "write": self.tr("Writing to the disk"),
            "memory": self.tr("Reading this window's memory, where the key is"),
            "program": self.tr("Starting another program"),
            "programs": self.tr("Speaking to another program"),
            "reports": self.tr("Reports of libraries to their makers"),
        }[each.what]
        if each.what in ("inet", "inet6", "vault"):
            way = self.tr("by the program") if each.way == "python" else self.tr("past the program, in native code")
            return f"{what}, {way}"
        return what

    def outcome(self, each: Tried) -> str:
        """What came of it, in a word or two."""
        if each.what == "reports":
            return self.tr("switched on") if each.outcome == "open" else self.tr("switched off")
        return {
            "refused": self.tr("refused"),
            "absent": self.tr("not on this computer"),
            "open": self.tr("got through"),
        }[each.outcome]

    def verdict(self, proofs: tuple[Proof, ...], at: datetime) -> tuple[str, str]:
        """The sum of all tries, and the tone to say it in."""
        time = f"{at:%H:%M:%S}"
        # What this computer does not have was not refused.
        tried = sum(each.outcome != "absent" for proof in proofs for each in proof.tried)
        through = sum(each.outcome == "open" for proof in proofs for each in proof.tried)
        if through:
            text = self.tr("At {time}: {through} of {tried} tries got through. You are not fully protected.")
            return self._filled(text, time, tried, through), "danger"
        if not tried:
            return self.tr("All parts are at work on a session. Try again when they have finished."), "info"
        return self._filled(self.tr("At {time}: all {tried} tries were refused."), time, tried, 0), "success"

    @staticmethod
    def _filled(text: str, time: str, tried: int, through: int) -> str:
        return text.replace("{time}", time).replace("{tried}", str(tried)).replace("{through}", str(through))
