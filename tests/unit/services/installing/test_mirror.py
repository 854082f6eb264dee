"""Addresses that may stand in for the hub."""

from __future__ import annotations

import pytest

from app.domain.model_errors import MirrorRefused
from app.services.installing.mirror import HUB, checked_mirror


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("   ", ""),
        (HUB, ""),
        (HUB + "/", ""),
        ("hub.example.org", "https://hub.example.org"),
        (" https://hub.example.org/ ", "https://hub.example.org"),
        ("HTTPS://Hub.Example.ORG:8443/api/hf//", "https://hub.example.org:8443/api/hf"),
        ("https://192.0.2.7/x", "https://192.0.2.7/x"),
        ("https://[2001:db8::1]:8443/x", "https://[2001:db8::1]:8443/x"),
        ("https://modelle.büro.example", "https://modelle.xn--bro-hoa.example"),
    ],
)
def test_an_address_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert checked_mirror(typed) == kept
    assert checked_mirror(kept) == kept


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("http://hub.example.org", "https"),
        ("ftp://hub.example.org", "https"),
        ("file:///srv/models", "https"),
        ("https://", "no"),
        ("https:///models", "no"),
        ("https://anna:geheim@hub.example.org", "name or a password"),
        ("anna@hub.example.org", "name or a password"),
        ("https://hub.example.org/?token=1", "?"),
        ("https://hub.example.org/#models", "#"),
        ("https://hub.example.org:many", "no"),
        ("https://hub.example.org:99999", "no"),
        ("https://[2001:db8::1", "no"),
        ("https://hub example.org", "no"),
        ("https://hub.example.org/a b", "no"),
        ("https://" + "a" * 70 + ".example", "no"),
        ("https://hub..example.org", "no"),
    ],
)
def test_what_cannot_be_used_is_refused_with_why_and_without_a_password(typed: str, why: str) -> None:
    with pytest.raises(MirrorRefused) as caught:
        checked_mirror(typed)
    said = caught.value.message()
    assert "geheim" not in said and "anna" not in said
    assert (caught.value.detail == "it is not a web address") if why == "no" else (why in caught.value.detail)
