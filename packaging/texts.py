"""What the window says, for translators: `make translations`.

Reads every text that goes through `tr` out of the sources into `resources/translations/sotto_<language>.ts` (the
format of Qt Linguist), keeps what was translated already, drops what is no longer said, and makes the `.qm` files
that the program loads. Qt's own `lupdate` is not used: it loses the class that a text belongs to behind some of
Python's characters and writes such texts into contexts that are never asked for; and it does not see the errors, whose
texts stand in the domain, where nothing of Qt may be.

    .venv/bin/python packaging/texts.py [--check] [--missing LANGUAGE]

`--check` writes nothing and ends with 1 where a file is not as it would be written. `--missing` prints what has no
translation yet, one JSON object a context.
"""

import ast
import json
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
APP = ROOT / "app"
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = ("de", "es")
ANYWHERE = "QObject"
"""The context of `parent.tr(…)`, whose class is not known here: `tr` asks for each base class in turn, this last."""
ERRORS = "Errors"
FINDINGS = "Findings"
"""What a check has found: see `app.domain.findings`."""
PLACE = re.compile(r"\{\w+\}")
KEY = re.compile(r"&(?=\w)")
Texts = dict[str, dict[str, None]]
"""The texts of each context, in the order of the sources."""


class Finder(ast.NodeVisitor):
    """Finds the texts of one module."""

    def __init__(self, tree: ast.Module, errors: frozenset[str], found: Texts) -> None:
        self._classes: list[str] = []
        self._errors = errors
        self._found = found
        self._module = next(
            (_literals(call)[0] for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "_tr"
             for call in ast.walk(node) if isinstance(call, ast.Call) and _called(call) == "translate"), "",
        )  # fmt: skip
        self.visit(tree)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._classes.append(node.name)
        if node.name in self._errors:
            for each in node.body:
                if isinstance(each, ast.Assign) and isinstance(each.targets[0], ast.Name):
                    text = _text(each.value)
                    if text and each.targets[0].id in ("what", "lost", "next_step"):
                        self._add(ERRORS, text)
        self.generic_visit(node)
        self._classes.pop()

    def visit_Call(self, node: ast.Call) -> None:
        name, texts = _called(node), _literals(node)
        if name == "tr" and isinstance(node.func, ast.Attribute) and len(texts) == 1:
            own = isinstance(node.func.value, ast.Name) and node.func.value.id == "self" and self._classes
            self._add(self._classes[-1] if own else ANYWHERE, texts[0])
        elif name == "_tr" and texts:
            self._add(self._module, texts[0])
        elif name in ("translate", "tr") and len(texts) == 2:
            self._add(texts[0], texts[1])
        elif name in self._errors and texts:
            self._add(ERRORS, texts[0])
        elif name == "Said" and texts:
            self._add(FINDINGS, texts[0])
        self.generic_visit(node)

    def _add(self, context: str, text: str) -> None:
        self._found.setdefault(context, {})[text] = None


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _literals(node: ast.Call) -> list[str]:
    return [text for each in node.args if (text := _text(each))]


def error_classes() -> frozenset[str]:
    """The names of the tree of errors."""
    files = [*sorted((APP / "domain").glob("*errors.py"))]
    return frozenset(
        node.name for path in files for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef)
    )  # fmt: skip


def collect() -> Texts:
    """Every text that the window may say, by context."""
    errors = error_classes()
    found: Texts = {}
    for path in sorted(APP.rglob("*.py")):
        Finder(ast.parse(path.read_text(encoding="utf-8")), errors, found)
    return found


def read(path: Path) -> dict[tuple[str, str], str]:
    """What a `.ts` file translates: (context, text) -> translation; nothing where there is no file."""
    if not path.is_file():
        return {}
    return {
        (context.findtext("name", ""), message.findtext("source", "")): translation
        for context in ElementTree.parse(path).getroot().iter("context")  # noqa: S314 - our own file
        for message in context.iter("message")
        if (translation := message.findtext("translation", ""))
    }


def write(language: str, texts: Texts, known: dict[tuple[str, str], str]) -> str:
    """The `.ts` file of a language."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>", f'<TS version="2.1" language="{language}">']
    for context in sorted(texts):
        lines += ["<context>", f"    <name>{escape(context)}</name>"]
        for text in texts[context]:
            said = known.get((context, text), "")
            state = "" if said else ' type="unfinished"'
            lines += [
                "    <message>", f"        <source>{escape(text)}</source>",
                f"        <translation{state}>{escape(said)}</translation>", "    </message>",
            ]  # fmt: skip
        lines.append("</context>")
    return "\n".join([*lines, "</TS>", ""])


def release(path: Path) -> None:
    """Make the `.qm` file beside a `.ts` file; a text without a translation stays as it is in the sources."""
    tool = Path(sysconfig.get_path("scripts")) / "pyside6-lrelease"
    command = [str(tool), "-silent", "-nounfinished", str(path), "-qm", str(path.with_suffix(".qm"))]
    subprocess.run(command, check=True)


def flaws(text: str, said: str) -> list[str]:
    """What a translation has lost: a place for a value, the key of a button, the dots of one that asks, a space."""
    found = []
    if sorted(PLACE.findall(text)) != sorted(PLACE.findall(said)):
        found.append(f"places {PLACE.findall(text)} became {PLACE.findall(said)}")
    if len(KEY.findall(text)) != len(KEY.findall(said)):
        found.append("the letter behind & is the button's key: there must be one")
    if text.endswith("…") != said.endswith("…"):
        found.append("… at the end says that something will be asked")
    if (text[:1] == " ", text[-1:] == " ") != (said[:1] == " ", said[-1:] == " "):
        found.append("a space at the beginning or the end")
    if "!" in said and "!" not in text:
        found.append("an exclamation mark")
    return found


def missing(language: str, texts: Texts) -> Iterator[str]:
    """What has no translation yet, as lines of JSON: [context, [texts]]."""
    known = read(FOLDER / f"sotto_{language}.ts")
    for context in sorted(texts):
        left = [text for text in texts[context] if (context, text) not in known]
        if left:
            yield json.dumps([context, left], ensure_ascii=False)


def main(arguments: list[str]) -> int:
    """See the module's text."""
    texts = collect()
    if arguments[:1] == ["--missing"]:
        print(*missing(arguments[1], texts), sep="\n")
        return 0
    stale = 0
    for language in LANGUAGES:
        path = FOLDER / f"sotto_{language}.ts"
        known = read(path)
        content = write(language, texts, known)
        if arguments[:1] == ["--check"]:
            stale |= not path.is_file() or path.read_text(encoding="utf-8") != content
            continue
        path.write_text(content, encoding="utf-8")
        release(path)
        for (context, text), said in known.items():
            for flaw in flaws(text, said):
                stale = 1
                print(f"{language} {context}: {text!r}: {flaw}")
        there = sum((context, text) in known for context in texts for text in texts[context])
        print(f"{language}: {there} of {sum(map(len, texts.values()))} texts")
    return int(stale)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
