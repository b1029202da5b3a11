"""The objects of a PDF file: numbered once, packed, and found again through a cross-reference stream."""

import hashlib
import struct
import zlib
from typing import Final

_HEADER: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_IN_ONE_STREAM: Final = 250


class PdfFile:
    """Numbered objects, written once; numbers may be reserved before their content is known."""

    def __init__(self) -> None:
        self._objects: list[bytes] = []
        self._streams: set[int] = set()

    def reserve(self) -> int:
        """A number whose content is put later."""
        self._objects.append(b"null")
        return len(self._objects)

    def put(self, number: int, body: str) -> int:
        """The content of a reserved number."""
        self._objects[number - 1] = body.encode("latin-1")
        return number

    def add(self, body: str) -> int:
        """A new object."""
        return self.put(self.reserve(), body)

    def stream(self, data: bytes, extra: str = "", *, packed: bool = True) -> int:
        """A stream, compressed unless other programs should find its text."""
        body = zlib.compress(data, 6) if packed else data
        coding = "/Filter/FlateDecode" if packed else ""
        head = f"<</Length {len(body)}{coding}{extra}>>\nstream\n".encode("latin-1")
        number = self.reserve()
        self._objects[number - 1] = head + body + b"\nendstream"
        self._streams.add(number)
        return number

    def finish(self, root: int, info: int) -> bytes:
        """The bytes of the whole file: streams as they are, all other objects packed together."""
        plain = [number for number in range(1, len(self._objects) + 1) if number not in self._streams]
        inside: dict[int, tuple[int, int]] = {}
        for start in range(0, len(plain), _IN_ONE_STREAM):
            members = plain[start : start + _IN_ONE_STREAM]
            holder = self._pack(members)
            inside |= {member: (holder, place) for place, member in enumerate(members)}
        parts, offsets, place = [_HEADER], dict[int, int](), len(_HEADER)
        for number in sorted(self._streams):
            offsets[number] = place
            parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, self._objects[number - 1]))
            place += len(parts[-1])
        digest = hashlib.md5(b"".join(parts), usedforsecurity=False).hexdigest()
        entry = len(self._objects) + 1
        offsets[entry] = place
        table = zlib.compress(_cross_references(entry, inside, offsets), 6)
        head = (
            f"{entry} 0 obj\n<</Type/XRef/Size {entry + 1}/W[1 4 2]/Root {root} 0 R/Info {info} 0 R"
            f"/ID[<{digest}><{digest}>]/Length {len(table)}/Filter/FlateDecode>>\nstream\n"
        )
        tail = f"\nendstream\nendobj\nstartxref\n{place}\n%%EOF\n"
        return b"".join((*parts, head.encode("ascii"), table, tail.encode("ascii")))

    def _pack(self, members: list[int]) -> int:
        bodies = [self._objects[member - 1] for member in members]
        places, place = [], 0
        for member, body in zip(members, bodies, strict=True):
            places.append(f"{member} {place}")
            place += len(body) + 1
        index = " ".join(places).encode("ascii") + b" "
        return self.stream(index + b"\n".join(bodies), f"/Type/ObjStm/N {len(members)}/First {len(index)}")


def _cross_references(entry: int, inside: dict[int, tuple[int, int]], offsets: dict[int, int]) -> bytes:
    """Where every object lies: free, at an offset, or inside an object stream."""
    rows = [struct.pack(">BIH", 0, 0, 65535)]
    for number in range(1, entry + 1):
        if number in inside:
            rows.append(struct.pack(">BIH", 2, *inside[number]))
        else:
            rows.append(struct.pack(">BIH", 1, offsets[number], 0))
    return b"".join(rows)


def text_string(text: str) -> str:
    """A text string: plain when ASCII, else UTF-16 in hex."""
    if text.isascii() and text.isprintable():
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return f"({escaped})"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"
