"""Secret bytes at rest: sealed for the Windows user by DPAPI, left to file rights elsewhere."""

from __future__ import annotations

import sys

from bingo_planner.kernel.errors import PlanError

_PLAIN, _DPAPI = b"BPKEY0\n", b"BPKEY1\n"

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    class _Blob(ctypes.Structure):
        _fields_ = (("size", wintypes.DWORD), ("data", ctypes.POINTER(ctypes.c_char)))

    def _crypt(call: str, data: bytes) -> bytes:
        crypt, kernel = ctypes.windll.crypt32, ctypes.windll.kernel32
        given = _Blob(len(data), ctypes.create_string_buffer(data, len(data)))
        taken = _Blob()
        done = getattr(crypt, call)(ctypes.byref(given), None, None, None, None, 1, ctypes.byref(taken))
        if not done:
            raise PlanError("sync.key_locked")
        try:
            return ctypes.string_at(taken.data, taken.size)
        finally:
            kernel.LocalFree(taken.data)

    def seal(secret: bytes) -> bytes:
        """The secret, readable by this Windows user on this computer only."""
        return _DPAPI + _crypt("CryptProtectData", secret)

    def _unseal(data: bytes) -> bytes:
        return _crypt("CryptUnprotectData", data)

else:

    def seal(secret: bytes) -> bytes:
        """The secret as it is: the rights of the file keep it."""
        return _PLAIN + secret

    def _unseal(data: bytes) -> bytes:
        raise PlanError("sync.key_locked")


def open_sealed(data: bytes) -> bytes:
    """The secret; PlanError `sync.key_locked` when it was sealed for another user or is damaged."""
    if data.startswith(_PLAIN) and len(data) == len(_PLAIN) + 32:
        return data[len(_PLAIN) :]
    if data.startswith(_DPAPI):
        return _unseal(data[len(_DPAPI) :])
    raise PlanError("sync.key_locked")
