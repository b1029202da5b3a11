"""The file itself: parts, relations and pictures in one archive, with the same bytes from run to run."""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from typing import Final

from bingo_planner.reports.word.markup import safe
from bingo_planner.reports.word.stylesheet import HEAD

_MAIN: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_STAMP: Final = (2000, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says about itself."""

    title: str
    author: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = ()
    moment: datetime = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Package:
    """Parts of a document in the making; relations are numbered as they come."""

    parts: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    relations: list[tuple[str, str]] = field(default_factory=list)
    media: dict[str, bytes] = field(default_factory=dict)

    def add(self, name: str, kind: str, content: str) -> str:
        """A part word/NAME of a kind such as styles or header; its relation's id."""
        self.parts[f"word/{name}"] = content
        self.kinds[f"/word/{name}"] = f"{_MAIN}.{kind}+xml"
        return self._relate(kind, name)

    def picture(self) -> tuple[str, str]:
        """A place for a PNG: the id of its relation, and its name in the archive."""
        name = f"media/image{len([1 for kind, _ in self.relations if kind == 'image']) + 1}.png"
        return self._relate("image", name), f"word/{name}"

    def _relate(self, kind: str, target: str) -> str:
        self.relations.append((kind, target))
        return f"rId{len(self.relations)}"

    def finish(self, document: str, properties: Properties) -> bytes:
        """The archive."""
        made = BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in self._texts(document, properties).items():
                archive.writestr(_entry(name), text.encode("utf-8"))
            for name, data in self.media.items():
                archive.writestr(_entry(name, zipfile.ZIP_STORED), data)
        return made.getvalue()

    def _texts(self, document: str, properties: Properties) -> Mapping[str, str]:
        kinds = {**self.kinds, "/word/document.xml": f"{_MAIN}.document.main+xml"}
        kinds["/docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
        overrides = "".join(
            f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds.items()
        )
        own = "".join(
            f'<Relationship Id="rId{at}" Type="{_RELATION}/{kind}" Target="{target}"/>'
            for at, (kind, target) in enumerate(self.relations, start=1)
        )
        return {
            "[Content_Types].xml": (
                f'{HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
                'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                '<Default Extension="xml" ContentType="application/xml"/>'
                f'<Default Extension="png" ContentType="image/png"/>{overrides}</Types>'
            ),
            "_rels/.rels": (
                f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
                f'Type="{_RELATION}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" '
                f'Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>'
            ),
            "word/document.xml": document,
            "word/_rels/document.xml.rels": (
                f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{own}</Relationships>'
            ),
            **self.parts,
            "docProps/core.xml": _core(properties),
        }


def _entry(name: str, method: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _STAMP)
    entry.compress_type = method
    return entry


def _core(properties: Properties) -> str:
    stamp = properties.moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    dated = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{stamp}</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{safe(properties.title)}</dc:title><dc:subject>{safe(properties.subject)}</dc:subject>"
        f"<dc:creator>{safe(properties.author)}</dc:creator>"
        f"<cp:keywords>{safe(' '.join(properties.keywords))}</cp:keywords>{dated}</cp:coreProperties>"
    )
