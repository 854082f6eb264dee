"""Every act on a record is an entry of the audit trail, and none of them holds content."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.errors import UnlockFailed
from app.domain.session import SessionType
from app.services.container import build_services
from app.services.paths import Places
from app.vault import Vault
from tests.demo import CHEAP, PASSPHRASE

NAME, SAID = "Katharina Mittermaier", "Heliotrope mornings were the worst."


def test_each_act_is_told_in_order_and_without_content(tmp_path: Path) -> None:
    services = build_services(Places.below(tmp_path), CHEAP)
    services.vault.create(PASSPHRASE)
    records = services.records
    client = records.add_client("K-17", NAME)
    session = records.new_session(client.id, SessionType.INDIVIDUAL, 2, "dap")
    records.give_consent(session.id, SAID)
    records.set_summary(session.id, SAID)
    records.opened(session.id)
    services.vault.lock()
    with pytest.raises(UnlockFailed):
        services.vault.unlock(PASSPHRASE + "?")
    services.vault.unlock(PASSPHRASE)
    rows = services.vault.store.database.query("SELECT * FROM audit ORDER BY sequence")
    acts = [str(row["action"]) for row in rows]
    expected = [
        "vault.created", "client.created", "session.created", "consent.given", "session.summary", "session.opened",
        "vault.unlock-failed", "vault.unlocked",
    ]  # fmt: skip
    assert [act for act in acts if act in expected] == expected
    everything = " ".join(str(value) for row in rows for value in tuple(row))
    assert "Katharina" not in everything and "K-17" not in everything and "Heliotrope" not in everything
    services.close()
    with Vault.open(services.vault.folder, PASSPHRASE) as vault:
        stored = vault.stored_audit_head()
        assert stored is not None and stored.sequence >= len(rows)
