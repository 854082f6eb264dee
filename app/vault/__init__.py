"""Passphrase to keys: the key file, the recovery code, and opening and closing the vault."""
