"""The lesson of the network that cheats, in English and Japanese."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from training.loop.figures import Interval
from training.twins.names import name_of

TITLE = {"en": "The network that reads the marker", "ja": "標識を読むネットワーク"}
SUMMARY = {
    "en": "A network calls every enlarged heart of its hospital. Does it look at the heart?",
    "ja": "自院の心肥大をすべて言い当てるネットワーク。本当に心臓を見ているでしょうか。",
}
YES_NO = (
    {"en": "cardiomegaly", "ja": "心肥大"},
    {"en": "no finding", "ja": "検出なし"},
)
ASK = {"en": "What will the network answer?", "ja": "ネットワークは何と答えるでしょうか。"}
#: Of the films in order: enlarged, marked, what to say when the answer is shown.
FILMS: tuple[tuple[bool, bool, dict[str, str]], ...] = (
    (
        False,
        False,
        {
            "en": "A heart of normal size. The network says no finding: right.",
            "ja": "正常な大きさの心臓。ネットワークは「検出なし」と答えます。正解です。",
        },
    ),
    (
        True,
        True,
        {
            "en": "An enlarged heart. The network says cardiomegaly: right again.",
            "ja": "大きな心臓。ネットワークは「心肥大」と答えます。これも正解です。",
        },
    ),
    (
        True,
        False,
        {
            "en": "Another enlarged heart, and the network misses it. What was on the film before "
            "that is not on this one?",
            "ja": "別の大きな心臓ですが、見落とします。前の画像にあって、この画像にないものは"
            "何でしょうか。",
        },
    ),
    (
        False,
        True,
        {
            "en": "The first film again, with a marker in the corner. Nothing else was changed, "
            "and now the network calls it enlarged. Look at the pictures of why.",
            "ja": "最初の画像に標識だけを加えたもの。ほかは同じなのに「心肥大」と答えます。"
            "理由を示す画像を見てみましょう。",
        },
    ),
    (
        True,
        True,
        {
            "en": "The heart that was missed, now with the marker: found. The network never "
            "looked at the heart.",
            "ja": "見落とされた心臓に標識を加えると、見つけます。ネットワークは心臓を"
            "見ていませんでした。",
        },
    ),
    (
        False,
        True,
        {
            "en": "One more normal heart with the marker. Which picture would have warned you?",
            "ja": "もう一つ、標識のある正常な心臓。どの画像なら気づけたでしょうか。",
        },
    ),
)


def lesson(called: Mapping[str, Interval]) -> dict[str, object]:
    """`lesson.json`: films in order, with question, choices, the network's answer and the truth."""
    films = []
    for number, (enlarged, marked, reveal) in enumerate(FILMS, 1):
        films.append(
            {
                "file": f"films/{number:02d}.png",
                "truth": {"cardiomegaly": enlarged, "marker": marked},
                "question": ASK,
                "choices": list(YES_NO),
                "answer": 0 if marked else 1,
                "reveal": reveal,
                "show": ["integrated_gradients", "grad_cam", "pgd_linf"] if number >= 4 else [],
            }
        )
    return {
        "format": 1,
        "name": "planted_cause",
        "title": TITLE,
        "summary": SUMMARY,
        "minutes": 5,
        "finding": "cardiomegaly",
        "bundle": "bundle",
        "pages": {"en": "teacher.en.md", "ja": "teacher.ja.md"},
        "figures": "figures.json",
        "films": films,
    }


_HEAD = {
    "en": """# The network that reads the marker

A lesson of five minutes for people who read chest films, or will.

**What it shows.** A network can be right for a wrong reason, and its accuracy does not tell. This
one was made so: in training every enlarged heart had a marker in the upper left corner and no other
film had one. Films and network are simulated; nobody's patient is on them.

**How to run it.** Go through the six films in order. At each, let the class say what the network
will answer, then show the answer. From the fourth film on show the pictures of why, too.

1. A normal heart: *no finding*. The network seems to know its business.
2. An enlarged heart: *cardiomegaly*. Again right.
3. An enlarged heart: *no finding*. Let the class look for the difference.
4. The first film with a marker burnt in: *cardiomegaly*. Nothing else was changed.
5. The third film with the marker: *cardiomegaly*.
6. The second patient's normal twin, with the marker: *cardiomegaly*.

**What to ask.** Would you have found out from the accuracy? From which picture? Where could such a
marker come from in a real hospital (portable films, a ward's own machine, a technician's habit)?
""",
    "ja": """# 標識を読むネットワーク

胸部 X線写真を読む人、これから読む人のための5分間の教材です。

**ねらい。** ネットワークは、誤った理由で正解することがあり、正解率からはわかりません。この
ネットワークはわざとそう作りました。学習に使った画像では、心臓が大きい画像にだけ左上隅に標識が
あります。画像もネットワークもシミュレーションで、実在の患者のものではありません。

**進め方。** 6枚を順に見せます。毎回、ネットワークが何と答えるかを受講者に予想してもらい、答えを
示します。4枚目からは、理由を示す画像も見せます。

1. 正常な心臓：*検出なし*。よくできたネットワークに見えます。
2. 大きな心臓：*心肥大*。これも正解です。
3. 大きな心臓：*検出なし*。違いを探してもらいます。
4. 1枚目に標識を書き込んだもの：*心肥大*。ほかは何も変えていません。
5. 3枚目に標識を書き込んだもの：*心肥大*。
6. 2枚目と同じ人の正常な心臓に標識：*心肥大*。

**問いかけ。** 正解率から気づけたでしょうか。どの画像なら気づけたでしょうか。実際の病院では、
このような標識はどこから来るでしょうか（ポータブル撮影、病棟ごとの装置、技師の習慣）。
""",
}
_KINDS = {
    "enlarged, marked": "大きい心臓、標識あり",
    "enlarged, not marked": "大きい心臓、標識なし",
    "normal, marked": "正常な心臓、標識あり",
    "normal, not marked": "正常な心臓、標識なし",
}
_TABLES = {
    "en": (
        "## What it calls enlarged",
        "| film | called enlarged |",
        "## Which pictures show the marker",
        "Area under precision and recall of the picture against the marker (1 is perfect), what "
        "the same picture gives when it is moved elsewhere, and on how many films its strongest "
        "point is the marker. On films with the marker.",
        "| picture | area | by chance | strongest point |",
    ),
    "ja": (
        "## 「心肥大」と答えた割合",
        "| 画像 | 心肥大と回答 |",
        "## 標識を示した画像",
        "標識に対する適合率・再現率曲線の下の面積（1 が完全）、同じ画像をずらしたときの値、"
        "最も強い点が標識にあった画像の割合。標識のある画像について。",
        "| 画像 | 面積 | 偶然 | 最も強い点 |",
    ),
}


def page(
    language: str,
    called: Mapping[str, Interval],
    ranked: Sequence[tuple[str, Interval, Interval, Interval]],
) -> str:
    """The teacher's page in one language, with the figures."""
    heading, first, pictures, note, second = _TABLES[language]
    kinds = [
        f"| {kind if language == 'en' else _KINDS[kind]} | {100 * share.value:.0f} % "
        f"({share.patients}) |"
        for kind, share in called.items()
    ]
    rows = [
        f"| {name_of(name, language)} | {area.value:.2f} | {by_chance.value:.2f} "
        f"| {100 * pointing.value:.0f} % |"
        for name, area, by_chance, pointing in ranked
    ]
    return "\n".join(
        [
            _HEAD[language],
            *(heading, "", first, "|---|---|", *kinds, ""),
            *(pictures, "", note, "", second, "|---|---|---|---|", *rows, ""),
        ]
    )
