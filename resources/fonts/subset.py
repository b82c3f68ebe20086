"""Makes the two subsets in this folder from the whole fonts (needs fonttools).

python resources/fonts/subset.py FOLDER      holds BIZUDPGothic-Regular.ttf and -Bold.ttf
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FOLDER = Path(__file__).resolve().parent
#: Style -> first and last row of JIS X 0208 (kanji of level 1: rows 16 to 47, of level 2: to 84).
STYLES = {"Regular": 84, "Bold": 47}
SIGNS = "–—‘’“”†•…‰′″⁴™←↑→↓−√∞≈≠≤≥±×÷·■□▲△▼▽◆◇○●☆★✓～∥髙﨑濵德"
RANGES = ((0x20, 0x180), (0x391, 0x3CA), (0xFF01, 0xFFA0))
DROPPED = ["GSUB", "GPOS", "GDEF", "vhea", "vmtx", "VORG", "BASE", "DSIG", "gasp"]


def jis(last_row: int) -> set[str]:
    """The characters of JIS X 0208 up to `last_row`."""
    found = set()
    for row in range(1, last_row + 1):
        for cell in range(1, 95):
            try:
                found.add(bytes([row + 0xA0, cell + 0xA0]).decode("euc_jp"))
            except UnicodeDecodeError:
                continue
    return found


def main() -> None:
    options = subset.Options(hinting=False, layout_features=[], name_IDs=["*"], notdef_outline=True)
    options.drop_tables += DROPPED
    always = {chr(code) for first, past in RANGES for code in range(first, past)} | set(SIGNS)
    for style, last_row in STYLES.items():
        name = f"BIZUDPGothic-{style}.ttf"
        font = TTFont(Path(sys.argv[1]) / name)
        maker = subset.Subsetter(options)
        maker.populate(unicodes=[ord(sign) for sign in always | jis(last_row)])
        maker.subset(font)
        font.save(FOLDER / name)


if __name__ == "__main__":
    main()
