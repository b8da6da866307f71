"""`onrecord keys` makes keys that are shown once."""

from __future__ import annotations

import re

from tests.cli.conftest import Run


def test_a_key_is_printed_once_and_listed_without_its_secret(migrated: Run) -> None:
    secret = migrated(
        "keys", "create", "--name", "newsroom", "--scope", "ingest", "--scope", "read"
    ).output.strip()
    assert re.fullmatch(r"onr_[0-9a-f]{12}_[\w-]{43}", secret)

    listed = migrated("keys", "list").output

    assert secret.split("_")[1] in listed
    assert "read,ingest" in listed
    assert "newsroom" in listed
    assert secret not in listed


def test_an_expiry_is_kept(migrated: Run) -> None:
    migrated("keys", "create", "--name", "newsroom", "--scope", "read", "--expires-in-days", "1")
    assert re.search(r"expires 20\d\d-\d\d-\d\d", migrated("keys", "list").output)


def test_a_revoked_key_is_shown_as_such(migrated: Run) -> None:
    secret = migrated("keys", "create", "--name", "newsroom", "--scope", "read").output
    assert migrated("keys", "revoke", secret.split("_")[1]).exit_code == 0
    assert "revoked" in migrated("keys", "list").output


def test_an_unknown_scope_and_an_unknown_key_are_refused(migrated: Run) -> None:
    assert "'fly' is not one of" in migrated("keys", "create", "--name", "x", "--scope", "fly").output
    refused = migrated("keys", "revoke", "000000000000")
    assert refused.exit_code == 1
    assert "There is no key" in refused.output
