"""Where models are fetched from."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

from app.domain.model_errors import MirrorRefused

HUB = "https://huggingface.co"


def checked_mirror(address: str) -> str:
    """The address as it is stored, "https://host[:port][/path]" without a slash at its end; "" for the hub.

    Raises MirrorRefused with what is wrong.
    """
    address = address.strip()
    if not address:
        return ""
    if "://" not in address:
        address = f"https://{address}"
    try:
        parts = urlsplit(address)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except ValueError as error:
        raise MirrorRefused("it is not a web address") from error
    problem = _problem(parts, host)
    if problem:
        raise MirrorRefused(problem)
    if ":" in host:
        host = f"[{host}]"
    mirror = f"https://{host}{f':{port}' if port else ''}{parts.path.rstrip('/')}"
    return "" if mirror == HUB else mirror


def _problem(parts: SplitResult, host: str) -> str:
    if parts.scheme != "https":
        return "it must begin with https://"
    if parts.username is not None or parts.password is not None:
        return "it holds a name or a password, which Sotto neither keeps nor sends"
    if parts.query or parts.fragment:
        return "nothing may follow after a ? or a #"
    if not host or any(letter.isspace() or not letter.isprintable() for letter in parts.netloc + parts.path):
        return "it is not a web address"
    return ""
