"""Decrypts every page of a SQLCipher database and its log without SQLCipher, as a forensic reader would."""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE, RESERVE, IV, SALT = 4096, 80, 16, 16
WAL_HEADER, FRAME_HEADER = 32, 24


def _decrypt(page: bytes, key: bytes, skip: int) -> bytes:
    iv = page[PAGE - RESERVE : PAGE - RESERVE + IV]
    decryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
    return decryptor.update(page[skip : PAGE - RESERVE]) + decryptor.finalize()


def decrypted_pages(path: Path, key: bytes) -> list[bytes]:
    """All pages of the file, free ones too, and all frames of the log, the outdated ones too."""
    data = path.read_bytes()
    pages = [_decrypt(data[at : at + PAGE], key, SALT if at == 0 else 0) for at in range(0, len(data) - PAGE + 1, PAGE)]
    wal = path.with_name(f"{path.name}-wal")
    log = wal.read_bytes() if wal.exists() else b""
    for at in range(WAL_HEADER, len(log) - PAGE - FRAME_HEADER + 1, PAGE + FRAME_HEADER):
        first = int.from_bytes(log[at : at + 4], "big") == 1
        body = at + FRAME_HEADER
        pages.append(_decrypt(log[body : body + PAGE], key, SALT if first else 0))
    return pages
