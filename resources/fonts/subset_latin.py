"""Makes Setsudo Sans, the window's Latin face, from Inter (needs fonttools).

python resources/fonts/subset_latin.py FOLDER      holds Inter-Regular.otf, -SemiBold.otf, -Bold.otf

Figures and signs of one width (Inter's feature "tnum") become the usual ones, so that columns stand
still while a value changes. The family has a name of its own, so that no other version of Inter
that a machine may have takes its place.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FOLDER = Path(__file__).resolve().parent
FAMILY = "Setsudo Sans"
STYLES = ("Regular", "SemiBold", "Bold")
SIGNS = "ˆˇ˘˙˚˛˜˝–—―‘’‚“”„†‡•…‰′″‹›⁄⁰⁴⁵⁶⁷⁸⁹⁻₀₁₂₃₄€№™←↑→↓↔↕∂∆∏∑−∕√∞∫≈≠≤≥■□▲▶▼◀◆○●★✓✗"
#: Latin with its accents, Greek, hyphens and spaces.
RANGES = ((0x20, 0x7F), (0xA0, 0x180), (0x386, 0x3CF), (0x2010, 0x2015))
SPACES = (0x2002, 0x2003, 0x2009, 0x202F, 0x2212)
#: Signs that Inter lacks -> those that stand for them.
ALIKE = {"▾": "▼", "▸": "▶", "⇄": "↔", "∆": "Δ", "∥": "‖"}
#: Copyright, version, trade mark, makers and licence stay; names are made anew.
_KEPT_NAMES = [0, 5, 7, 8, 9, 11, 13, 14]


def main() -> None:
    for style in STYLES:
        font = TTFont(Path(sys.argv[1]) / f"Inter-{style}.otf")
        make_tabular(font)
        for table in font["cmap"].tables:
            for sign, other in ALIKE.items():
                if ord(other) in table.cmap:
                    table.cmap[ord(sign)] = table.cmap[ord(other)]
        options = subset.Options(layout_features=["kern", "mark", "ccmp"], name_IDs=_KEPT_NAMES)
        options.drop_tables += ["DSIG"]
        options.name_languages = ["*"]
        maker = subset.Subsetter(options)
        wanted = {code for first, past in RANGES for code in range(first, past)} | set(SPACES)
        maker.populate(unicodes=wanted | {ord(sign) for sign in SIGNS} | set(map(ord, ALIKE)))
        maker.subset(font)
        rename(font, style)
        font.save(FOLDER / f"SetsudoSans-{style}.otf")


def make_tabular(font: TTFont) -> None:
    """Let the characters mean the glyphs that the feature "tnum" puts in their place."""
    layout = font["GSUB"].table
    instead: dict[str, str] = {}
    for record in layout.FeatureList.FeatureRecord:
        if record.FeatureTag == "tnum":
            for index in record.Feature.LookupListIndex:
                for found in layout.LookupList.Lookup[index].SubTable:
                    single = getattr(found, "ExtSubTable", found)
                    instead.update(getattr(single, "mapping", {}))
    digits = {font.getBestCmap()[ord(digit)] for digit in "0123456789"}
    assert digits <= set(instead), "no figures of one width"
    for table in font["cmap"].tables:
        for code, glyph in list(table.cmap.items()):
            if chr(code) in "0123456789+−±×÷=≈<>≤≥%-" and glyph in instead:
                table.cmap[code] = instead[glyph]


def rename(font: TTFont, style: str) -> None:
    """Setsudo Sans in place of Inter, in every name that programs look at."""
    names = font["name"]
    legacy = style if style in ("Regular", "Bold") else "Regular"
    family = FAMILY if style in ("Regular", "Bold") else f"{FAMILY} {style}"
    said = {
        1: family,
        2: legacy,
        3: f"SetsudoSans-{style}",
        4: f"{FAMILY} {style}",
        6: f"SetsudoSans-{style}",
        16: FAMILY,
        17: style,
    }
    for number, text in said.items():
        names.setName(text, number, 3, 1, 0x409)
    top = font["CFF "].cff
    top.fontNames[0] = f"SetsudoSans-{style}"
    top.topDictIndex[0].FullName = f"{FAMILY} {style}"
    top.topDictIndex[0].FamilyName = FAMILY


if __name__ == "__main__":
    main()
