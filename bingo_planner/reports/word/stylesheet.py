"""The styles of a Word paper, from the same table as those of the PDF, and its settings and lists."""

from dataclasses import dataclass
from typing import Final

from bingo_planner.kernel.i18n import Language
from bingo_planner.reports import styles as printed
from bingo_planner.reports.grid import DEEP, GREY, HAIR, INK, Colour
from bingo_planner.reports.styles import Style
from bingo_planner.reports.word.markup import GOTHIC, MINCHO, MINCHO_LATIN, fonts, hexa, twips

W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, slots=True)
class _Made:
    """One style: its id, the name Word knows it by, and its properties."""

    id: str
    name: str
    paragraph: str
    run: str
    follow: str = "Plain"


def _run(face: str, size: float, colour: Colour = INK, *, bold: bool = False) -> str:
    faces = fonts(MINCHO, MINCHO_LATIN) if face == "M" else fonts(GOTHIC)
    half = round(size * 2)
    ink = f'<w:color w:val="{hexa(colour)}"/>'
    return f'{faces}{"<w:b/>" if bold else ""}{ink}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def _spacing(leading: float, before: float = 0.0, after: float = 0.0) -> str:
    return (
        f'<w:spacing w:before="{twips(before)}" w:after="{twips(after)}" '
        f'w:line="{twips(leading)}" w:lineRule="atLeast"/>'
    )


def _of(
    style: Style, name: str = "", *, first: bool = False, keep: bool = False, level: int | None = None
) -> _Made:
    """A style of the PDF as one of Word."""
    stay = "<w:keepNext/><w:keepLines/>" if keep else ""
    indent = ""
    if first:
        indent = f'<w:ind w:firstLineChars="100" w:firstLine="{twips(style.size)}"/>'
    side = '<w:jc w:val="both"/>' if style.justify else ""
    outline = f'<w:outlineLvl w:val="{level}"/>' if level is not None else ""
    bold = style.face in ("PB", "PBT")
    made = f"{stay}{_spacing(style.leading, style.before, style.after)}{indent}{side}{outline}"
    return _Made(name, name, made, _run(style.face, style.size, style.colour, bold=bold))


def styles_part(language: Language) -> str:
    """The part word/styles.xml."""
    body = printed.running("body", language)
    plain = printed.running("plain", language)
    made = [
        _named(_of(body, first=language == "ja"), "Body", "Body Text", "Body"),
        _named(_of(plain), "Plain", "Plain"),
        _named(_of(printed.LEAD), "Lead", "Lead"),
        _named(_of(printed.SMALL), "Small", "Small"),
        _named(_of(printed.NOTE), "Note", "Note"),
        _named(_of(printed.CAPTION, keep=True), "Caption", "caption"),
        _named(_of(printed.TITLE, keep=True), "Title", "Title", "Body"),
        _chapter(),
        *(_heading(at, style) for at, style in enumerate(printed.HEADINGS, start=1)),
        _Made("Cell", "Table Text", _spacing(12.75), _run("PG", 8.5)),
        _Made("Head", "Table Head", f"<w:keepNext/>{_spacing(10.6)}", _run("PG", 8, GREY)),
        _Made("Picture", "Picture", '<w:keepNext/><w:spacing w:before="80" w:after="80"/>', _run("PG", 8)),
        _Made(
            "Tiny",
            "Section End",
            '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>',
            _run("PG", 1),
        ),
        _contents("TOC1", "toc 1", 11, 8, 0, bold=True),
        _contents("TOC2", "toc 2", 9.5, 0, 20, bold=False),
        _contents("TOC3", "toc 3", 9.5, 0, 34, bold=False),
        _Made("Header", "header", _edge("bottom"), _run("PG", 7.5, GREY)),
        _Made("Footer", "footer", "", _run("PG", 7.5, GREY)),
    ]
    default = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_run('M', plain.size)}"
        '<w:lang w:val="en-US" w:eastAsia="ja-JP"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        "</w:style>"
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
    )
    return f"{HEAD}<w:styles {W}>{default}{normal}{''.join(map(_xml, made))}</w:styles>"


def _named(made: _Made, style_id: str, name: str, follow: str = "Plain") -> _Made:
    return _Made(style_id, name, made.paragraph, made.run, follow)


def _chapter() -> _Made:
    style = printed.CHAPTER_TITLE
    edge = f'<w:pBdr><w:bottom w:val="single" w:sz="13" w:space="6" w:color="{hexa(DEEP)}"/></w:pBdr>'
    made = (
        f'<w:keepNext/><w:keepLines/><w:pageBreakBefore/>{edge}{_spacing(32, 0, 20)}<w:outlineLvl w:val="0"/>'
    )
    return _Made("Heading1", "heading 1", made, _run("PB", style.size, style.colour, bold=True), "Body")


def _heading(level: int, style: Style) -> _Made:
    made = _of(style, keep=True, level=level)
    return _named(made, f"Heading{level + 1}", f"heading {level + 1}", "Body")


def _contents(style_id: str, name: str, size: float, before: float, indent: float, *, bold: bool) -> _Made:
    tab = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9240"/></w:tabs>'
    inner = f'<w:ind w:left="{twips(indent)}"/>' if indent else ""
    return _Made(
        style_id, name, f"{tab}{_spacing(17, before)}{inner}", _run("PB" if bold else "PG", size, bold=bold)
    )


def _edge(side: str) -> str:
    return f'<w:pBdr><w:{side} w:val="single" w:sz="2" w:space="5" w:color="{hexa(HAIR)}"/></w:pBdr>'


def _xml(made: _Made) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{made.id}"><w:name w:val="{made.name}"/>'
        f'<w:basedOn w:val="Normal"/><w:next w:val="{made.follow if made.follow != made.id else made.id}"/><w:qFormat/>'
        f"<w:pPr>{made.paragraph}</w:pPr><w:rPr>{made.run}</w:rPr></w:style>"
    )


def settings_part() -> str:
    """The part word/settings.xml: Japanese spacing of punctuation."""
    return (
        f'{HEAD}<w:settings {W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="840"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="ja-JP"/></w:settings>'
    )


def numbering_part(lists: int) -> str:
    """The part word/numbering.xml: points, and numbered lists that each begin at 1."""
    levels = _level(0, "bullet", "・", 210, fonts(GOTHIC))
    levels += _level(1, "decimal", "%1", 336, f"{fonts(GOTHIC)}<w:b/>")
    numbers = ['<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>']
    numbers += [
        f'<w:num w:numId="{at}"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for at in range(2, 2 + lists)
    ]
    return f"{HEAD}<w:numbering {W}>{levels}{''.join(numbers)}</w:numbering>"


def _level(number: int, kind: str, text: str, indent: int, look: str) -> str:
    """One kind of list with one level."""
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{indent}" w:hanging="{indent}"/></w:pPr>'
        f"<w:rPr>{look}</w:rPr></w:lvl></w:abstractNum>"
    )
