"""What a check has found, in plain words that can be said in another language.

A check lies in the layers below the window, where nothing is translated; so its sentences carry what they were made of.
"""

from __future__ import annotations

from typing import Self


class Said(str):
    """An English sentence, ready to be read; and its text with the places of its values still open.

    Said("Entry {n} of the audit trail was changed.", n=4). A value that is itself `Said` is translated too.
    """

    template: str
    values: dict[str, str | int]

    def __new__(cls, template: str, **values: str | int) -> Self:
        text = template
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", str(value))
        made = super().__new__(cls, text)
        made.template, made.values = template, values
        return made
