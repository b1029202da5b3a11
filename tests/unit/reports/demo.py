"""A demonstration paper that uses every part of the kit; figures are real, money, people and KPIs are samples."""

from datetime import date

from bingo_planner.kernel.numbers import Mark
from bingo_planner.reports.answercharts import Band, Bands
from bingo_planner.reports.charts import (
    Area,
    Bars,
    BarSeries,
    Choropleth,
    Fill,
    Lines,
    LineSeries,
    Milestone,
    Pyramid,
    PyramidYear,
    Schedule,
    ScheduleRow,
    Spark,
    Weight,
)
from bingo_planner.reports.charts import Span as Bar
from bingo_planner.reports.grid import Frame
from bingo_planner.reports.model import (
    Box,
    Bullets,
    Cell,
    Chapter,
    Column,
    Comparison,
    ComparisonRow,
    Contents,
    Cover,
    CoverArea,
    Dated,
    Figure,
    Framed,
    Heading,
    Members,
    Notice,
    NoticeItem,
    Paper,
    Paragraph,
    Records,
    Row,
    RowKind,
    Sheet,
    SheetRow,
    SideBySide,
    Table,
    Title,
    Value,
)

from . import demo_data as data

MUNICIPALITIES = (
    "福山市",
    "三原市",
    "尾道市",
    "府中市",
    "竹原市",
    "世羅町",
    "神石高原町",
    "笠岡市",
    "井原市",
)
YEARS = ("R7年度", "R8年度", "R9年度", "R10年度", "R11年度")


def demo_paper() -> Paper:
    """The whole demonstration."""
    return Paper(
        title="第3期びんご圏域ビジョン（素案）",
        author="備後圏域連携協議会",
        subject="備後圏域連携中枢都市圏ビジョンの素案",
        keywords=("連携中枢都市圏", "備後圏域"),
        date=date(2024, 11, 1),
        foot_mark="見本：事業費・指標・氏名は架空の値です",
        parts=(
            cover(),
            Contents(sheets=True),
            purpose(),
            state(),
            measures(),
            figures_and_money(),
            comparison(),
            cost_share(),
            notice(),
        ),
    )


def cover() -> Cover:
    return Cover(
        title="びんご圏域ビジョン",
        scheme="備後圏域連携中枢都市圏ビジョン",
        edition="第3期",
        stamp="素案",
        term="計画期間 令和7年度～令和11年度",
        date="令和6年11月",
        council="備後圏域連携協議会",
        members=MUNICIPALITIES,
        note="組版見本。計画期間、事業費、指標、氏名は架空の値。地図：国土数値情報（行政区域データ、2021年）を加工して作成",
        outline=tuple(CoverArea(data.rings(name), core=name == "福山市") for name in MUNICIPALITIES),
    )


def purpose() -> Chapter:
    return Chapter(
        "ビジョンの趣旨",
        (
            Heading("策定の経緯"),
            Paragraph(
                "備後圏域は、平成27年3月に連携協約を結び、「びんご圏域ビジョン」を定めて、保育、救急、観光など、"
                "市町の境を越える取組を進めてきた。髙橋座長（㈱見本）と𠮷田委員、山﨑委員の助言を得て、①経済、②都市機能、"
                "③生活の三つの役割を引き継ぐ。詳しくはhttps://www.example.jp/bingo/vision/third/draft.htmlに掲げる。"
            ),
            Heading("圏域の名称と構成市町"),
            Paragraph("圏域の名称は備後圏域とし、[#members]に掲げる9市町で構成する。"),
            Bullets(("広島県の5市2町と岡山県の2市からなる。", "五つの市町は隣の圏域にも加わっている。")),
            Heading("計画期間と改訂"),
            Paragraph("計画期間は令和7年度から令和11年度までの5年間とし、毎年度見直す。"),
        ),
        lead="圏域の市町が連携して取り組む目的と、このビジョンの位置づけを示す。",
    )


def state() -> Chapter:
    return Chapter(
        "圏域の現状と将来",
        (
            Heading("人口の現状と見通し"),
            Heading("総人口と年齢構成", 2),
            Paragraph(
                "備後圏域では、人口の減少が市町ごとに異なる速さで進む。国立社会保障・人口問題研究所の令和5年推計によれば、"
                "9市町の人口は、2020年の852,168人から2050年には621,862人となり、30年間で27.0%減少する（[#total]）。減少の幅は、"
                "福山市の16.8%から神石高原町の53.7%まで、3倍を超える開きがある。"
            ),
            Paragraph(
                "年齢別にみると、15～64歳の人口は圏域全体で大きく減り、総人口に占める割合は2050年に49.7%となる。"
                "65歳以上の人口は、2020年の280,715人から2050年の250,184人へと緩やかに減るが、割合は32.9%から40.2%に上がる。"
                "支える側の人数が減ることは、保育、医療、介護、公共交通などの担い手の確保に、直接の影響を及ぼす。"
            ),
            Figure(
                population_bars(),
                "圏域の総人口と年齢3区分の構成比",
                "2020年の85.2万人から2050年の62.2万人へ減り、65歳以上の割合は32.9%から40.2%に上がる積み上げ棒グラフ。",
                "資料：国立社会保障・人口問題研究所「日本の地域別将来推計人口（令和5年推計）」。2020年は国勢調査による実績値。"
                "構成比は小数第2位を四捨五入しており、合計が100にならないことがある。",
                key="total",
            ),
            Heading("暮らしへの影響", 2),
            Paragraph(
                "利用する人が減る分野と、むしろ増える分野とがある。児童生徒数や水道の有収水量は、人口とほぼ同じ割合で減る。"
                "一方、85歳以上の人口は2040年ごろまで増え続け（平成30年推計）、救急搬送や訪問介護の需要は、総人口が減るなかでも"
                "高まる。施設と人員をいまの配置のまま維持すれば、分野によって「余る」と「足りない」とが同時に生じる。"
            ),
            Heading("子育て・教育", 3),
            Paragraph(
                "保育所の定員は圏域全体では余裕をもつ一方、年度途中の入所や病児・病後児保育では、住む市町の施設だけでは応え"
                "きれない場面が残る。広域利用の取組（第4章 **3-A-02**）は、この偏りを市町の境を越えてならすものである。"
            ),
            Heading("医療・救急", 3),
            Paragraph(
                "救急医療の受診の多くは、県境や市町の境を越えて行われている。救急相談センター（#7119）は、令和6年4月から圏域の"
                "住民も利用できるようになり、「すぐに受診すべきか」を看護師に24時間相談できる。"
            ),
            Heading("市町別の見通し", 2),
            Figure(
                index_lines(),
                "総人口の推移（2020年＝100）",
                "福山市が83.2、圏域計が73.0、神石高原町が46.3まで下がる9市町の折れ線グラフ。",
                "実線は市、破線は町、太い実線は圏域計。資料：図2-1に同じ。",
            ),
            future_table(),
            Figure(
                pyramid(),
                "圏域の人口ピラミッド（5歳階級、男女別）",
                "2015年と2045年の人口ピラミッド。すその狭いつぼ形から、さらに細い形へ変わる。",
                "資料：「日本の地域別将来推計人口（平成30年推計）」。右図の細線は2015年の形。塗りは図2-1に同じ。",
            ),
            Heading("圏域の構成と土地"),
            Paragraph(
                "圏域は広島県の5市2町と岡山県の2市からなる。五つの市町は隣の圏域にも加わっており、取組と費用は、"
                "どの圏域のものかを区別して扱う（[#members]）。"
            ),
            Figure(
                change_map(),
                "構成市町と人口増減率の見通し",
                "2020年から2050年の人口増減率を4段階で塗った9市町の地図。減少は福山市が最も小さく、北と西の市町で大きい。",
                "地図：国土数値情報（行政区域データ、2021年1月1日、国土交通省）を加工して作成。増減率の資料は図2-1に同じ。"
                "◎は連携中枢都市。",
            ),
            members_table(),
            Heading("これからの課題"),
            Figure(
                survey(),
                "居住市町別の満足度（%）",
                "満足とまあ満足の合計が43.5%の帯グラフ。",
                "回答は架空の値。",
            ),
        ),
        lead="人口の見通し、暮らしと産業の姿、都市機能の集積を、公表されている統計から確かめる。この章の数字は、政策の効果を"
        "見込まない推計である。",
        key="state",
    )


def population_bars() -> Bars:
    rows = [data.region(year) for year in data.R5_YEARS]

    def labels(part: int) -> tuple[str, ...]:
        return tuple(f"{row[part] * 100 / row[0]:.1f}" for row in rows)

    return Bars(
        tuple(f"{year}年" if i == 0 else str(year) for i, year in enumerate(data.R5_YEARS)),
        (
            BarSeries("65歳以上", tuple(row[3] for row in rows), Fill.R4, labels(3)),
            BarSeries("15～64歳", tuple(row[2] for row in rows), Fill.R1, labels(2)),
            BarSeries("0～14歳", tuple(row[1] for row in rows), Fill.R3, labels(1)),
        ),
        tuple(f"{row[0] / 10000:.1f}" for row in rows),
        "棒の上：総人口（万人）　棒の中：構成比（%）",
    )


def index_lines() -> Lines:
    series = []
    for name in (*MUNICIPALITIES, "圏域計"):
        totals = [
            data.region(year)[0] if name == "圏域計" else data.total(name, year) for year in data.R5_YEARS
        ]
        values = tuple(total * 100 / totals[0] for total in totals)
        weight = (
            Weight.REGION
            if name == "圏域計"
            else Weight.CORE
            if name == "福山市"
            else Weight.DASHED
            if name.endswith("町")
            else Weight.OTHER
        )
        series.append(LineSeries(name, values, weight, f"{values[-1]:.1f}"))
    return Lines(
        tuple(f"{year}年" if i == 0 else str(year) for i, year in enumerate(data.R5_YEARS)),
        tuple(series),
        tuple((float(v), str(v)) for v in (40, 60, 80, 100)),
        low=40,
    )


def future_table() -> Table:
    columns = (
        Column("市町"),
        *(Column(f"{year}年", align="right", over="総人口（人）") for year in (2020, 2030, 2040, 2050)),
        Column("増減（人）", align="right", over="2020年→2050年"),
        Column("率（%）", align="right", over="2020年→2050年"),
    )
    rows = []
    for name in (*MUNICIPALITIES, "圏域計"):
        totals = [
            data.region(y)[0] if name == "圏域計" else data.total(name, y) for y in (2020, 2030, 2040, 2050)
        ]
        change = totals[-1] - totals[0]
        kind = RowKind.TOTAL if name == "圏域計" else RowKind.PLAIN
        rows.append(Row((name, *totals, change, f"△{-change * 100 / totals[0]:.1f}"), kind))
    return Table(columns, tuple(rows), "市町別の将来人口", key="future")


def pyramid() -> Pyramid:
    ages = data.AGES
    fills = tuple(Fill.R3 if i < 3 else Fill.R1 if i < 13 else Fill.R4 for i in range(len(ages)))
    return Pyramid(
        tuple(age.replace("-", "～").replace("+", "～") for age in ages),
        PyramidYear("2015年（国勢調査）", "計 883,638人", data.by_age("M", 2015), data.by_age("F", 2015)),
        PyramidYear("2045年（推計）", "計 702,321人", data.by_age("M", 2045), data.by_age("F", 2045)),
        fills,
        "男",
        "女",
        "（万人）",
        10000,
        10000,
    )


def change_map() -> Choropleth:
    areas = []
    for name in MUNICIPALITIES:
        rate = 100 - data.total(name, 2050) * 100 / data.total(name, 2020)
        grade = sum(rate >= limit for limit in (25, 40, 50))
        areas.append(Area(name, data.rings(name), grade, f"△{rate:.1f}%", core=name == "福山市"))
    return Choropleth(
        tuple(areas),
        "2020年→2050年の人口増減率",
        ("減少 25%未満", "25%以上40%未満", "40%以上50%未満", "50%以上"),
    )


def members_table() -> Table:
    rows = []
    total = data.region(2020)[0]
    for name in MUNICIPALITIES:
        people = data.total(name, 2020)
        pact = "（宣言 平成27年2月24日）" if name == "福山市" else "平成27年3月25日"
        pact = "令和6年3月28日" if name == "竹原市" else pact
        also = {"三原市": "広島広域都市圏", "竹原市": "広島広域都市圏", "世羅町": "広島広域都市圏"}.get(
            name, Mark.NONE
        )
        prefecture = "岡山県" if name in ("笠岡市", "井原市") else "広島県"
        rows.append(Row((name, prefecture, people, f"{people * 100 / total:.1f}", pact, also)))
    rows.append(Row(("圏域計", "", total, "100.0", "", ""), RowKind.TOTAL))
    return Table(
        (
            Column("市町"),
            Column("県"),
            Column("人口（人）", align="right"),
            Column("割合（%）", align="right"),
            Column("連携協約の締結日", share=1.6),
            Column("ほかに属する圏域"),
        ),
        tuple(rows),
        "構成市町",
        "人口は2020年国勢調査。福山市は連携中枢都市のため、8市町それぞれと協約を結ぶ。",
        key="members",
        pad=1.2,
    )


def survey() -> Bands:
    answers = (
        ("満足", Fill.R4),
        ("まあ満足", Fill.R3),
        ("やや不満", Fill.R1),
        ("不満", Fill.HATCH),
        ("わからない", Fill.WHITE),
        ("無回答", Fill.DIAGONAL),
    )
    return Bands(
        answers,
        (
            Band("全体", "n=1,936", (10.8, 32.7, 29.3, 12.4, 10.5, 4.3), first=True),
            Band("福山市", "n=412", (13.3, 37.6, 25.5, 8.3, 10.2, 5.1)),
            Band("神石高原町", "n=121", (5.8, 21.5, 37.2, 18.2, 11.6, 5.7)),
        ),
    )


def measures() -> Chapter:
    return Chapter(
        "連携して進める取組",
        (
            Paragraph("三つの役割ごとに、取組を1事業1ページの個票で示す。"),
            Heading("役割3　圏域全体の生活関連機能サービスの向上", numbered=False),
            project_sheet(),
        ),
        lead="役割ごとの取組を示す。",
    )


def project_sheet(text_length: int = 1) -> Sheet:
    money = Table(
        (
            Column("区分", share=1.4),
            *(Column(year, align="right") for year in ("R7", "R8", "R9", "R10", "R11")),
            Column("計", align="right"),
        ),
        (
            Row(("総額", 38400, 41200, 41200, 42000, 42000, 204800)),
            Row(("うち 国・県支出金", 25600, 27466, 27466, 28000, 28000, 136532), indent=1),
            Row(("うち 市町負担金", 12800, 13734, 13734, 14000, 14000, 68268), indent=1),
        ),
    )
    indicators = Table(
        (
            Column("指標", share=3),
            Column("現状値（R5）", align="right"),
            Column("R9 目標", align="right"),
            Column("R11 目標", align="right"),
            Column("集計", align="right"),
        ),
        (
            Row(("市町外施設の延べ利用児童数（人）", 412, 700, "900以上", "単年")),
            Row(("受入不可となった件数の割合（%）", "18.6", "14.0", "10.0以下", "単年")),
        ),
    )
    schedule = Schedule(
        ("R7", "R8", "R9", "R10", "R11"),
        (
            ScheduleRow("予約の電子化", (Bar(0, 1, "設計・試行", strong=True),)),
            ScheduleRow("全施設での運用", (Bar(1, 5, "運用・改善"),)),
            ScheduleRow("臨時受入枠", (Bar(0, 5, "毎年度12～2月"),)),
            ScheduleRow("協定の見直し", (), (Milestone(2.5, "中間評価"),)),
        ),
    )
    bodies = tuple((name, "◎" if name == "福山市" else "●") for name in MUNICIPALITIES)
    return Sheet(
        "病児・病後児保育の広域利用",
        (
            SheetRow("関係市町", Members(bodies), "◎統括 ●参加"),
            SheetRow(
                "事業概要",
                "居住する市町にかかわらず、圏域内の病児・病後児保育施設を同じ条件で利用できるようにする。受入枠の空き状況を"
                "共有し、勤務先や通院先に近い施設を選べる環境を整える。" * text_length,
            ),
            SheetRow(
                "主な事業",
                Bullets(
                    (
                        "相互利用協定の運用と、利用料・対象年齢・持ち物の案内の共通化",
                        "空き状況の公開と、予約・キャンセル待ちの電子化（令和8年度から全施設）",
                        "感染症流行期（12～2月）の臨時受入枠の確保と看護師の応援派遣",
                    )
                ),
            ),
            SheetRow(
                "期待される効果",
                "子育てと仕事の両立を支え、施設をもたない町の保護者も利用できる。" * text_length,
            ),
            SheetRow("事業費見込額", money, "（千円）"),
            SheetRow("国・県補助事業", "子ども・子育て支援交付金（病児保育事業）　国1/3、県1/3"),
            SheetRow(
                "役割分担・\n費用負担",
                "福山市は制度の統括と精算事務を、施設のある市町は運営を担う。" * text_length,
            ),
            SheetRow("成果指標", indicators, "（KPI）"),
            SheetRow("スケジュール", schedule),
            SheetRow(
                "根拠とする協約",
                "連携協約 別表 第3号ア（イ）「子育て環境の充実」（福山市と8市町の各協約に共通）",
            ),
            SheetRow(
                "進捗状況",
                Dated(
                    (
                        ("R6. 4. 1", "9市町の相互利用協定により広域利用を開始"),
                        ("R6. 7.22", "担当者会議で、予約システムの共通仕様を確認"),
                        ("R6.10.10", "課長級会議で、負担金を利用実績割とする案を了承"),
                    )
                ),
            ),
            SheetRow(
                "評価・\n次年度の方針",
                "順調。利用は前年同期の1.4倍となったが、施設のない町からの利用は少ない。" * text_length,
            ),
            SheetRow(
                "所管",
                Paragraph(
                    "福山市 保育施設課（統括）、三原市 児童保育課、尾道市 子育て支援課　ほか6市町", "small"
                ),
            ),
        ),
        code="3-A-02",
        area="役割3　生活関連機能サービスの向上",
        field="A 生活機能の強化（子育て）",
        term="令和7～11年度",
        status="継続",
        key="sick-child",
    )


def kpi_table() -> Table:
    def row(
        code: str,
        name: str,
        base: Value,
        when: str,
        actual: Value,
        target: Value,
        by: str,
        done: float | None,
        grade: str,
    ) -> Row:
        mark = Cell(grade, bold=grade in ("A", "C"))
        return Row(
            (code, name, base, Cell(when, grey=True), actual, target, Cell(by, grey=True), Spark(done), mark)
        )

    return Table(
        (
            Column("番号", width=40),
            Column("指標（単位）", width=148),
            Column("値", align="right", over="現状値"),
            Column("時点", width=38, over="現状値"),
            Column("R7", align="right", over="実績値"),
            Column("値", align="right", over="目標値"),
            Column("時点", width=52, over="目標値"),
            Column("", width=52, over="進み"),
            Column("", width=26, align="right", over="判定"),
        ),
        (
            Row(("役割1　圏域全体の経済成長のけん引",), RowKind.GROUP),
            row("1-1", "圏域の総生産額（億円）", 34120, "R3", 34650, "36,000以上", "R11", 0.28, "A"),
            row("1-2", "創業相談から創業した件数（件）", 86, "R5", 104, 600, "R7–11計", 0.17, "B"),
            Row(("役割2　高次の都市機能の集積・強化",), RowKind.GROUP),
            row("2-2", "大学等と連携した研究・実習（件）", 38, "R5", 44, "現状維持以上", "R11", 1.05, "A"),
            row("2-3", "広域幹線バスの利用者数（千人）", 1455, "R5", 1391, "1,455以上", "R11", -0.03, "C"),
            row(
                "2-4",
                "拠点施設の市町外利用者の割合（%）",
                Mark.NONE,
                "－",
                Mark.PENDING,
                "検討中",
                "R11",
                None,
                "－",
            ),
        ),
        "成果指標の現状値・実績値（令和7年度）・目標値",
        "判定：基準値から目標値までの進みを、経過年数の割合と比べる。A 100%以上、B 70%以上、C 70%未満または後退。",
        pad=2.4,
    )


def budget_table() -> Table:
    columns = (
        Column("役割区分・分野", share=2),
        Column("数", align="right", over="事業"),
        *(Column(year, align="right", over="事業費見込額（千円）") for year in (*YEARS, "計")),
        Column("（%）", align="right", over="構成比"),
    )
    plain = RowKind.PLAIN
    rows = (
        ("役割1　圏域全体の経済成長のけん引",),
        (plain, "産業の振興・創業", 5, 61200, 60400, 58900, 58900, 58900, 298300, "11.1"),
        (plain, "地域資源・6次産業化", 3, 18300, 18300, 17600, 17600, 17600, 89400, "3.3"),
        (RowKind.SUBTOTAL, "小計", 8, 79500, 78700, 76500, 76500, 76500, 387700, "14.4"),
        ("役割2　高次の都市機能の集積・強化",),
        (plain, "高等教育・研究", 2, 0, 2000, 2000, 2000, 2000, 8000, "0.3"),
        (RowKind.PART, "うち 公共施設の相互利用", 1, 0, 0, 0, 0, 0, 0, "0.0"),
        (RowKind.TOTAL, "総計", 10, 528100, 542800, 538500, 541900, 543300, 2694600, "100.0"),
    )
    laid = []
    for row in rows:
        if len(row) == 1:
            laid.append(Row((str(row[0]),), RowKind.GROUP))
        else:
            kind, *cells = row
            assert isinstance(kind, RowKind)
            values = tuple(cell for cell in cells if isinstance(cell, str | int))
            laid.append(Row(values, kind, indent=1 if kind is plain else 0))
    return Table(
        columns,
        tuple(laid),
        "役割区分・分野別の事業費見込額",
        "千円未満は事業ごとに四捨五入し、合計は四捨五入後の値を足したもの。「うち」の行は小計に含まれ、重ねて足さない。",
        key="budget",
    )


def figures_and_money() -> Chapter:
    return Chapter(
        "成果指標と事業費",
        (
            Heading("成果指標（KPI）の進み"),
            Paragraph(
                "目標は、値、「以上・以下」、「現状維持」、「検討中」のいずれかで示す。「－」は該当なし、「未集計」は集計前で、0とは区別する。"
            ),
            kpi_table(),
            Heading("事業費の見込み"),
            Paragraph("計画期間5年間の事業費の見込みは、総額26.9億円である（[#budget]）。"),
            budget_table(),
            Box(
                ("県境を越える搬送の実績に応じて補助すること。", "#7119につながるよう調整を進めること。"),
                numbered=True,
            ),
            Records(
                (
                    ("日時", "令和6年10月10日（木）　10:00～11:35"),
                    ("場所", "福山市役所 60会議室（オンライン併用）"),
                )
            ),
        ),
        frame=Frame.SHEET,
        opener=False,
    )


def comparison() -> Comparison:
    return Comparison(
        "第3期びんご圏域ビジョン（素案）　新旧対照表",
        (
            ComparisonRow(
                "第2章1（1）\n総人口",
                "圏域の人口は、__2015年の857,212人（8市町）__から、2045年には__675,000人程度__となる見込みである。",
                "圏域の人口は、__2020年の852,168人（9市町）__から、__2050年には621,862人__となる見込みである。",
                "竹原市の加入（令和6年3月28日協約締結）と、令和5年推計への更新",
            ),
            ComparisonRow(
                "第4章 3-A-04",
                "（新設）",
                "++救急相談センター（#7119）を圏域の住民が24時間利用できるようにし、適切な受診を支える。++",
                "広島広域都市圏と共同で令和6年4月に開始。",
            ),
        ),
        lead="左は第2期ビジョン【2023年改訂】、右は素案。変わった箇所に下線を引き、新たに加えた文は薄い網かけで示す。",
        old_head="旧（第2期ビジョン）",
        new_head="新（素案）",
        note="議決との関係：連携協約の別表を変更する項目（3-A-04）は、福山市と相手方の双方の議会の議決を要する。",
    )


def cost_share() -> Framed:
    subject = Table(
        (Column("1　負担の対象となる額", share=2), Column("金額（円）", align="right")),
        (
            Row(("総事業費（令和7年度当初予算）", 12346000)),
            Row(("特定財源　国庫補助金", -1846000)),
            Row(("対象額（A）", 10000000), RowKind.TOTAL),
        ),
    )
    shares = Table(
        (
            Column("2　割合と配分", share=2),
            Column("割合（%）", align="right"),
            Column("金額（円）", align="right"),
        ),
        (
            Row(("均等割（B）", 30, 3000000)),
            Row(("人口割（C）", 70, 7000000)),
            Row(("計", 100, 10000000), RowKind.TOTAL),
        ),
    )
    return Framed(
        Frame.LAND, (Title("令和7年度 救急相談センター運営負担金　算定調書"), SideBySide((subject, shares)))
    )


def notice() -> Notice:
    detail = Table(
        (Column("項目", share=2), Column("計算式", align="right"), Column("金額（円）", align="right")),
        (
            Row(("対象額（総事業費から特定財源を除いた額）", "", 10000000)),
            Row(("均等割　対象額の30% ÷ 9市町", "3,000,000 ÷ 9", "333,333.33")),
            Row(("負担金額（千円未満切捨て）", "", 1077000), RowKind.TOTAL),
        ),
    )
    return Notice(
        "三原市長　様",
        ("備後圏域連携協議会", "会長　福山市長　（氏名は見本のため省略）"),
        "令和7年度救急相談センター運営負担金について（通知）",
        (
            "救急相談センター運営に関する協定書第6条第2項の規定により、貴市の負担金額を次のとおり通知します。期限までに納付して"
            "くださるようお願いします。",
        ),
        number="備圏連 第　　　号",
        date="令和7年4月1日",
        seal_omitted=True,
        items=(
            NoticeItem("負担金額", "1,077,000 円", amount=True),
            NoticeItem("対象期間", "令和7年4月1日から令和8年3月31日まで"),
            NoticeItem("納付期限", "令和7年5月30日（金）"),
            NoticeItem("算定の内訳", detail),
        ),
        contact="担当　備後圏域連携推進室　担当：見本 太郎　電話 000-000-0000　電子メール sample@example.jp",
    )
