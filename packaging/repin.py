"""Compare the catalogue of models with the hub, and pin it anew. Run by hand, on a machine that has a network.

    .venv/bin/python packaging/repin.py                     what the hub says of everything that is pinned
    .venv/bin/python packaging/repin.py --write ID …        take over what it says, for these models
    .venv/bin/python packaging/repin.py --newest ID         what would change if the newest revision were pinned
    .venv/bin/python packaging/repin.py --fetch ID …        do not take the hub's word: fetch every byte and hash it

The difference is shown as a diff of `models/catalogue.toml`; comments and order stay. For large files the hub states
the SHA-256; small ones are always fetched, hashed, and compared with the hub's own name for them. A new entry may be
written with `revision = ""`, `bytes = 0` and `sha256 = ""`: `--write` fills them in. An entry that was `unconfirmed`
is no longer once all its files were seen at the pinned revision as they are pinned.

exit codes: 0 all is as pinned; 1 the hub could not be asked, or holds something else than what is needed; 2 the command
was not understood; 3 there is a difference (with --write it was written).
"""

import argparse
import difflib
import hashlib
import json
import re
import ssl
import sys
import tempfile
import tomllib
import urllib.request
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import truststore  # noqa: E402
import urllib3  # noqa: E402

from app.domain.errors import CatalogueInvalid  # noqa: E402
from app.services.catalogue import load_catalogue  # noqa: E402

HUB = "https://huggingface.co"
CATALOGUE = ROOT / "models" / "catalogue.toml"
LOCAL = {"localhost", "127.0.0.1"}
MOST_REDIRECTS = 5
MOST_WORDS = 1 << 26
BLOCK = 1 << 20
DIFFERENT = 3
LICENCES = {"mit": "MIT", "apache-2.0": "Apache-2.0", "cc-by-4.0": "CC-BY-4.0", "cc0-1.0": "CC0-1.0"}
"""The hub's names for what the catalogue names as SPDX does."""


class NotThere(Exception):
    """The hub cannot be asked, or does not have what is needed; the text says what."""


class Told:
    """What a hub says of a repository: nothing of it reaches the catalogue but what has the right form.

    `files`: by path (bytes, SHA-256 or "" for small ones, git's name). Raises ValueError, KeyError, TypeError or
    AttributeError for an answer of another form.
    """

    def __init__(self, answer):
        self.revision = answer["sha"]
        if not re.fullmatch(r"[0-9a-f]{40}", self.revision):
            raise ValueError
        card = answer.get("cardData") or {}
        self.licence = card.get("license") or ""
        self.closed = bool(answer.get("gated") or answer.get("private") or answer.get("disabled"))
        self.files = {}
        for each in answer["siblings"]:
            large = each.get("lfs")
            size, sha256 = (large["size"], large["sha256"]) if large else (each["size"], "")
            if type(size) is not int or size < 0 or not re.fullmatch(r"([0-9a-f]{64})?", sha256):
                raise ValueError
            self.files[each["rfilename"]] = size, sha256, each.get("blobId") or ""


class Hub:
    """Asks a hub: its lists of files, and files. Raises NotThere."""

    def __init__(self, base):
        self._base = base.rstrip("/")
        self._allow(self._base)
        context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        proxies = urllib.request.getproxies()
        options = {
            "ssl_context": context,
            "timeout": urllib3.Timeout(connect=20, read=60),
            "retries": urllib3.Retry(total=3, redirect=0, backoff_factor=1, raise_on_redirect=False),
        }
        proxy = proxies.get("https")
        host = urlsplit(self._base).hostname
        through = proxy and host not in LOCAL and not urllib.request.proxy_bypass(host)
        if through:
            user = urlsplit(proxy)
            name = f"{unquote(user.username or '')}:{unquote(user.password or '')}"
            options["proxy_headers"] = urllib3.make_headers(proxy_basic_auth=name) if user.username else {}
        self._pool = urllib3.ProxyManager(proxy, **options) if through else urllib3.PoolManager(**options)

    def describe(self, repository, revision):
        """What the hub says of a repository at a revision ("": its newest one), files with their sizes and hashes."""
        path = f"/api/models/{quote(repository)}"
        path += f"/revision/{quote(revision, safe='')}" if revision else ""
        with self._get(f"{self._base}{path}?blobs=true", f"{repository}, revision {revision or 'main'}") as answer:
            try:
                return Told(json.loads(answer.read(MOST_WORDS)))
            except (ValueError, KeyError, TypeError, AttributeError, urllib3.exceptions.HTTPError) as error:
                raise NotThere(f"{repository}: the hub's answer makes no sense") from error

    def hashed(self, repository, revision, path):
        """Fetch a file: its size, SHA-256, and the name that git has for it."""
        url = f"{self._base}/{quote(repository)}/resolve/{revision}/{quote(path)}"
        digest, size, blocks = hashlib.sha256(), 0, []
        with self._get(url, f"{repository}, {path}") as answer:
            try:
                for block in answer.stream(BLOCK):
                    digest.update(block)
                    size += len(block)
                    if size <= BLOCK * 16:  # git's name begins with the size, and is wanted for small files only
                        blocks.append(block)
            except urllib3.exceptions.HTTPError as error:
                raise NotThere(f"{repository}, {path}: the connection broke") from error
        data = b"".join(blocks)
        blob = hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
        return size, digest.hexdigest(), blob if len(data) == size else ""

    def _get(self, url, what):
        for _ in range(MOST_REDIRECTS + 1):
            self._allow(url)
            try:
                answer = self._pool.request(
                    "GET", url, redirect=False, preload_content=False, headers={"Accept-Encoding": "identity"}
                )
            except urllib3.exceptions.HTTPError as error:
                raise NotThere(f"{what}: {urlsplit(url).hostname} could not be reached") from error
            if answer.status in (301, 302, 303, 307, 308):
                url = urljoin(url, answer.headers.get("Location", ""))
                answer.release_conn()
                continue
            if answer.status != 200:
                answer.release_conn()
                raise NotThere(f"{what}: the hub answers {answer.status}")
            return answer
        raise NotThere(f"{what}: the hub sends from one place to the next")

    @staticmethod
    def _allow(url):
        parts = urlsplit(url)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOCAL):
            raise NotThere(f"{parts.scheme}://{parts.hostname} is not asked: only https is")


def compare(entry, hub, *, newest, fetch, say):
    """The pins of one entry as the hub has them: (revision, {path: (bytes, sha256)}, confirmed)."""
    repository, pinned = entry["repository"], entry.get("revision", "")
    told = hub.describe(repository, "" if newest else pinned)
    if pinned and not newest and told.revision != pinned:
        raise NotThere(f"{repository}: asked for {pinned}, the hub answers with {told.revision}")
    if told.licence and LICENCES.get(told.licence, told.licence) not in entry["licence"].split(", "):
        say(f"  LICENCE: the catalogue says {entry['licence']}, the hub {told.licence!r}")
    if told.closed:
        say("  CLOSED: it is not given out to everybody, so it could not be downloaded")
    files = {}
    for file in entry["files"]:
        path, was = file["path"], (file["bytes"], file["sha256"])
        if path not in told.files:
            raise NotThere(f"{repository}: there is no {path} at {told.revision}")
        files[path] = _pin(hub, repository, told, path, fetch=fetch)
        say(f"  {'as pinned' if files[path] == was else 'DIFFERENT':10} {path}")
    same = all(files[file["path"]] == (file["bytes"], file["sha256"]) for file in entry["files"])
    if pinned and not newest and (head := hub.describe(repository, "").revision) != pinned:
        say(f"  there is a newer revision: {head}")
    return told.revision, files, same and told.revision == pinned


def _pin(hub, repository, told, path, *, fetch):
    """Size and SHA-256 of a file. What the hub says of it, and what comes when it is fetched, must be the same."""
    size, sha256, name = told.files[path]
    if sha256 and not fetch:
        return size, sha256
    fetched, digest, blob = hub.hashed(repository, told.revision, path)
    small_differs = not sha256 and name and blob and blob != name
    if fetched != size or (sha256 and digest != sha256) or small_differs:
        raise NotThere(f"{repository}, {path}: what was fetched is not what the hub says that it is")
    return fetched, digest


def rewrite(text, model_id, revision, files, *, confirmed):
    """The catalogue's text with other pins for one entry. Nothing else of it is touched. Raises NotThere."""
    changed = "".join(
        _pinned(block, revision, files, confirmed=confirmed)
        if re.search(rf'(?m)^id = "{re.escape(model_id)}"$', block)
        else block
        for block in re.split(r"(?m)^(?=\[\[model\]\])", text)
    )
    entry = next(each for each in tomllib.loads(changed)["model"] if each["id"] == model_id)
    pins = {file["path"]: (file["bytes"], file["sha256"]) for file in entry["files"]}
    if pins != files or entry["revision"] != revision or (confirmed and "unconfirmed" in entry):
        raise NotThere(f"{model_id}: its lines in the catalogue are not written as this tool expects")
    return changed


def _pinned(block, revision, files, *, confirmed):
    block = re.sub(r'(?m)^revision = ".*"$', f'revision = "{revision}"', block)
    for path, (size, sha256) in files.items():
        pin = f'{{ path = "{path}", bytes = {size}, sha256 = "{sha256}" }}'
        block = re.sub(rf'\{{ path = "{re.escape(path)}",.*\}}', lambda _, pin=pin: pin, block)
    return re.sub(r"(?m)^unconfirmed = true\n", "", block) if confirmed else block


def main(arguments):
    """Returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__.split("\n", 1)[0], epilog=__doc__[__doc__.index("The diff") :],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("ids", nargs="*", metavar="ID", help="the models; without one, all that are fetched")
    parser.add_argument("--write", action="store_true", help="change the catalogue")
    parser.add_argument("--newest", action="store_true", help="pin the newest revision instead of the pinned one")
    parser.add_argument("--fetch", action="store_true", help="fetch and hash large files too (gigabytes)")
    parser.add_argument("--hub", default=HUB, help=f"(default: {HUB})")
    parser.add_argument("--catalogue", type=Path, default=CATALOGUE)
    asked = parser.parse_args(arguments)
    before = asked.catalogue.read_text(encoding="utf-8")
    entries = {each["id"]: each for each in tomllib.loads(before)["model"] if each["where"] == "models"}
    for unknown in set(asked.ids) - set(entries):
        parser.error(f"'{unknown}' is no model of the catalogue that is fetched")
    text, failed = before, False
    try:
        hub = Hub(asked.hub)
    except NotThere as error:
        parser.error(str(error))
    for model_id in asked.ids or entries:
        print(f"{model_id}: {entries[model_id]['repository']}")
        try:
            revision, files, confirmed = compare(
                entries[model_id], hub, newest=asked.newest, fetch=asked.fetch, say=print
            )
            text = rewrite(text, model_id, revision, files, confirmed=confirmed)
        except NotThere as error:
            print(f"  FAILED: {error}")
            failed = True
    return _end(asked, before, text, failed=failed)


def _end(asked, before, after, *, failed):
    """Show the difference, write it if that was asked for; the exit code."""
    name = asked.catalogue.name
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    sys.stdout.writelines(difflib.unified_diff(old, new, f"{name}, now", f"{name}, as the hub has it"))
    if before == after:
        print("FAILED, see above." if failed else "Everything is as pinned.")
        return 1 if failed else 0
    if asked.write and not failed:
        with tempfile.TemporaryDirectory() as folder:
            trial = Path(folder) / "catalogue.toml"
            trial.write_text(after, encoding="utf-8")
            try:
                load_catalogue(trial)
            except CatalogueInvalid as error:
                print(f"FAILED: with these pins the catalogue would be refused: {error.detail}")
                return 1
        asked.catalogue.write_text(after, encoding="utf-8")
        print(f"{asked.catalogue} was written.")
    elif asked.write:
        print("Nothing was written: something failed, see above.")
    return 1 if failed else DIFFERENT


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
