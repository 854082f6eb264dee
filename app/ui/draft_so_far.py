"""The sections of a draft as they come, to be read; the workspace takes their place when all of it is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.domain.note import NoteSentence
from app.ui.widgets import Card, Prose, clear, column, label


class DraftSoFar(Card):
    """Hidden until the first section is complete. A sentence that the session does not bear out says so at once."""

    def __init__(self) -> None:
        super().__init__("", gap=3, name="working.draftSoFar")
        self.setAccessibleName(self.tr("The draft so far"))
        self.rows.addWidget(label(self.tr("The draft so far"), "heading"))
        self._sections = column(gap=4)
        self.rows.addLayout(self._sections)
        self._texts: dict[str, str] = {}
        self._shown: dict[str, Prose] = {}
        self.hide()

    def put(self, title: str, sentences: Sequence[NoteSentence]) -> None:
        """Show a section; one that comes again takes its own place."""
        text = " ".join(self._sentence(each) for each in sentences if each.text.strip())
        self._texts[title] = text or self.tr("Nothing was found for this section.")
        if title in self._shown:
            self._shown[title].say(self._texts[title])
        else:
            self._add(title, self._texts[title])
        self.setAccessibleDescription(" ".join(f"{name}: {words}" for name, words in self._texts.items()))
        self.show()

    def show_all(self, sections: Mapping[str, Sequence[NoteSentence]]) -> None:
        """Show what there is by now, and nothing else."""
        self.wipe()
        for title, sentences in sections.items():
            self.put(title, sentences)

    def wipe(self) -> None:
        """Take all of it off the screen."""
        self._texts, self._shown = {}, {}
        clear(self._sections)
        self.setAccessibleDescription("")
        self.hide()

    def _add(self, title: str, text: str) -> None:
        part = column(gap=1)
        part.addWidget(label(title, "strong", wrap=True))
        shown = Prose(text, tone="", name=f"working.section.{len(self._shown)}")
        part.addWidget(shown)
        self._shown[title] = shown
        self._sections.addLayout(part)

    def _sentence(self, sentence: NoteSentence) -> str:
        text = sentence.text.strip()
        return f"{text} ({self.tr('not found in the session')})" if sentence.needs_review else text
