"""`keys.json`: the vault's random key, wrapped once by the passphrase and once by the recovery code.

Each wrap is AES-256-GCM under a key from Argon2id; what stands beside the wrapped key (format,
vault, slot, cost, salt) is authenticated with it. A third, optional wrap is by a random secret that
the computer's keychain keeps. A seal over the whole file, with a key that comes from the vault's,
shows any other change, and protects the newest head of the audit chain that is kept here. The file
is written in one canonical form, so that even a flipped bit in a space is found.
"""

from __future__ import annotations

import hmac
import json
import os
import secrets
import stat
import zlib
from hashlib import sha256
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.domain.errors import UnlockFailed, VaultTooNew
from app.store.files import write_atomically
from app.vault import kdf
from app.vault.kdf import KdfCost

FORMAT = "sotto-keys"
VERSION = 2
_FIRST_VERSION = 1  # had neither check value nor keychain
_WRAP_VERSION = 1  # what is authenticated with a wrapped key has not changed since the first version
PASSPHRASE = "passphrase"  # noqa: S105 (the name of a slot)
RECOVERY = "recovery"
KEYCHAIN = "keychain"
_LARGEST = 64 * 1024
_NONCE_BYTES = 12
_CIPHER = "aes-256-gcm"


class Wrap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The vault's key, wrapped by one secret. Bytes are base64 in the file."""

    kdf: str
    kdf_version: int
    memory_kib: int
    time: int
    parallelism: int
    salt: bytes
    cipher: str
    nonce: bytes
    wrapped_key: bytes

    @property
    def cost(self) -> KdfCost:
        """The Argon2id cost that this wrap was made with."""
        return KdfCost(self.memory_kib, self.time, self.parallelism)


class KeychainWrap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The vault's key, wrapped by the 32 random bytes that the computer's keychain keeps."""

    cipher: str
    nonce: bytes
    wrapped_key: bytes


class AuditHead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Number and hash of the newest audit entry that was known when the file was written."""

    sequence: int
    hash: str


class KeyFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    format: str
    version: int
    vault_id: str
    passphrase: Wrap
    recovery: Wrap
    audit_head: AuditHead | None = None
    seal: bytes = b""
    check: int | msgspec.UnsetType = msgspec.UNSET
    keychain: KeychainWrap | msgspec.UnsetType = msgspec.UNSET

    def slot(self, name: str) -> Wrap:
        """The wrap of that name."""
        return self.passphrase if name == PASSPHRASE else self.recovery


class _Version(msgspec.Struct):
    format: str
    version: int
    check: int | msgspec.UnsetType = msgspec.UNSET


def new_vault_id() -> str:
    """A random name for a vault, so that a wrap cannot be moved into another one's file."""
    return secrets.token_hex(16)


def wrap(vault_id: str, slot: str, secret: str, vault_key: bytes, cost: KdfCost) -> Wrap:
    """Wrap `vault_key` by `secret` for `slot`. Takes as long as `cost` says; may raise VaultMemory."""
    salt, nonce = secrets.token_bytes(kdf.SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
    bare = Wrap(
        kdf="argon2id",
        kdf_version=kdf.VERSION,
        memory_kib=cost.memory_kib,
        time=cost.time,
        parallelism=cost.parallelism,
        salt=salt,
        cipher=_CIPHER,
        nonce=nonce,
        wrapped_key=b"",
    )
    wrapped = AESGCM(kdf.derive(secret, salt, cost)).encrypt(nonce, vault_key, _associated(vault_id, slot, bare))
    return msgspec.structs.replace(bare, wrapped_key=wrapped)


def unwrap(file: KeyFile, slot: str, secret: str) -> bytes:
    """The vault's key. Raises UnlockFailed, whether the secret is wrong or the file is damaged, or VaultMemory."""
    held = file.slot(slot)
    try:
        return AESGCM(kdf.derive(secret, held.salt, held.cost)).decrypt(
            held.nonce, held.wrapped_key, _associated(file.vault_id, slot, held)
        )
    except InvalidTag as error:
        raise UnlockFailed from error


def wrap_for_keychain(vault_id: str, secret: bytes, vault_key: bytes) -> KeychainWrap:
    """Wrap `vault_key` by 32 random bytes, which need no Argon2id: nobody can guess them."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    wrapped = AESGCM(secret).encrypt(nonce, vault_key, _associated_with_keychain(vault_id))
    return KeychainWrap(_CIPHER, nonce, wrapped)


def unwrap_from_keychain(file: KeyFile, secret: bytes) -> bytes:
    """The vault's key. Raises UnlockFailed where the secret does not fit or there is no such wrap."""
    held = file.keychain
    if isinstance(held, msgspec.UnsetType) or len(secret) != kdf.KEY_BYTES:
        raise UnlockFailed
    try:
        return AESGCM(secret).decrypt(held.nonce, held.wrapped_key, _associated_with_keychain(file.vault_id))
    except InvalidTag as error:
        raise UnlockFailed from error


def read(path: Path) -> KeyFile:
    """Read and check the file; costs outside floor and cap are refused before any is paid.

    Raises UnlockFailed where it is missing, damaged or hostile, VaultTooNew.
    """
    return decode(read_bytes(path))


def read_bytes(path: Path) -> bytes:
    """The file as it lies there. Raises UnlockFailed; never waits for a pipe, never reads a device to its end."""
    try:
        # A pipe that nobody writes to would be waited for without end.
        flags = os.O_RDONLY
        for name in ("O_NONBLOCK", "O_NOCTTY", "O_BINARY"):  # not every system has them all
            flags |= getattr(os, name, 0)
        descriptor = os.open(path, flags)
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise UnlockFailed
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise UnlockFailed from error
    if len(data) > _LARGEST:
        raise UnlockFailed
    return data


def sealed(file: KeyFile, sealing_key: bytes) -> KeyFile:
    """The file in this program's version, with its check value and its seal."""
    current = msgspec.structs.replace(file, version=VERSION, check=_check(FORMAT, VERSION), seal=b"")
    return msgspec.structs.replace(current, seal=_seal(current, sealing_key))


def digest(data: bytes) -> str:
    """What the vault's database remembers of a key file: SHA-256 in hexadecimal."""
    return sha256(data).hexdigest()


def write(path: Path, file: KeyFile, sealing_key: bytes) -> KeyFile:
    """Seal the file and replace `path` by it, all or nothing. Raises DiskFull or FolderNotWritable."""
    written = sealed(file, sealing_key)
    write_atomically(path, encode(written))
    return written


def intact(data: bytes, seal_key: bytes) -> bool:
    """True where `data` is, byte for byte, what the holder of the vault's key wrote."""
    try:
        file = decode(data)
    except (UnlockFailed, VaultTooNew):
        return False
    return hmac.compare_digest(_seal(file, seal_key), file.seal) and encode(file) == data


def seal_key(vault_key: bytes) -> bytes:
    """The key of the file's seal, from the vault's key."""
    return HKDF(SHA256(), length=32, salt=None, info=b"sotto keys.json seal").derive(vault_key)


def decode(data: bytes) -> KeyFile:
    """Check what was read. Raises UnlockFailed or VaultTooNew."""
    try:
        version = msgspec.json.decode(data, type=_Version)
        # A flipped bit in the number must not send anybody looking for a newer program.
        newer = version.format == FORMAT and version.version > VERSION
        if newer and version.check == _check(version.format, version.version):
            raise VaultTooNew
        file = msgspec.json.decode(data, type=KeyFile)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise UnlockFailed from error
    if file.format != FORMAT or not _version_fits(file):
        raise UnlockFailed
    for held in (file.passphrase, file.recovery):
        known = (held.kdf, held.kdf_version, held.cipher) == ("argon2id", kdf.VERSION, _CIPHER)
        sizes = (len(held.salt), len(held.nonce)) == (kdf.SALT_BYTES, _NONCE_BYTES)
        if not known or not sizes or not held.cost.acceptable():
            raise UnlockFailed
    chain = file.keychain
    if not isinstance(chain, msgspec.UnsetType) and (chain.cipher != _CIPHER or len(chain.nonce) != _NONCE_BYTES):
        raise UnlockFailed
    return file


def _version_fits(file: KeyFile) -> bool:
    if file.version == _FIRST_VERSION:
        return file.check is msgspec.UNSET and file.keychain is msgspec.UNSET
    return file.version == VERSION and file.check == _check(FORMAT, VERSION)


def _check(name: str, version: int) -> int:
    """CRC-32 over format and version: any single flipped bit changes it."""
    return zlib.crc32(f"{name} {version}".encode("utf-8", "surrogatepass"))


def encode(file: KeyFile) -> bytes:
    """The one form in which a file is written."""
    return msgspec.json.encode(file) + b"\n"


def _seal(file: KeyFile, seal_key: bytes) -> bytes:
    return hmac.digest(seal_key, msgspec.json.encode(msgspec.structs.replace(file, seal=b"")), sha256)


def _associated(vault_id: str, slot: str, held: Wrap) -> bytes:
    """What is authenticated with a wrapped key."""
    return json.dumps(
        [
            FORMAT,
            _WRAP_VERSION,
            vault_id,
            slot,
            held.kdf,
            held.kdf_version,
            held.memory_kib,
            held.time,
            held.parallelism,
            held.salt.hex(),
            held.cipher,
        ]
    ).encode()


def _associated_with_keychain(vault_id: str) -> bytes:
    return json.dumps([FORMAT, _WRAP_VERSION, vault_id, KEYCHAIN, _CIPHER]).encode()
