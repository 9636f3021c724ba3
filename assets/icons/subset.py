"""Creates the window's icon fonts: the icons named below, in Phosphor's bold and regular weight. See README.md."""

import pathlib
import re
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

NAMES = """
arrow-down arrow-up caret-down caret-left caret-right check circle circle-half clock copy dots-three file film-strip
funnel-simple image key list magnifying-glass minus pause question sliders-horizontal upload-simple warning waveform x
""".split()
WEIGHTS = {"bold": "Phosphor-Bold.ttf", "regular": "Phosphor.ttf"}


def codes(weight, css):
    """The code point of each icon, from the font's style sheet."""
    ending = "" if weight == "regular" else f"-{weight}"
    found = dict(re.findall(rf'\.ph{ending}\.ph-([a-z-]+):before {{\s*content: "\\([0-9a-f]+)"', css))
    return {name: int(found[name], 16) for name in NAMES}


def main(package, here):
    for weight, file in WEIGHTS.items():
        folder = package / "src" / weight
        wanted = codes(weight, (folder / "style.css").read_text())
        options = subset.Options(layout_features=[], hinting=False, glyph_names=False, notdef_outline=True)
        options.drop_tables += ["GSUB", "GPOS", "GDEF"]
        options.name_IDs = [0, 1, 2, 4, 5, 6, 13, 14]
        font = TTFont(folder / file)
        maker = subset.Subsetter(options)
        maker.populate(unicodes=wanted.values())
        maker.subset(font)
        # Put the icon's square on the baseline, so that it starts at a whole pixel.
        below = -font["hhea"].descent
        for name in font.getGlyphOrder():
            glyph = font["glyf"][name]
            if glyph.numberOfContours > 0:
                glyph.coordinates.translate((0, below))
                glyph.recalcBounds(font["glyf"])
                # The original fonts give each icon the bounds of its square. Correct that along with the bounds.
                font["hmtx"][name] = (font["hmtx"][name][0], glyph.xMin)
        side = font["head"].unitsPerEm
        font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = side, 0, 0
        metrics = font["OS/2"]
        metrics.sTypoAscender, metrics.sTypoDescender, metrics.sTypoLineGap = side, 0, 0
        metrics.usWinAscent, metrics.usWinDescent = side, 0
        font["head"].modified = font["head"].created
        font.recalcTimestamp = False
        font.save(here / file)
        print(file, " ".join(f"{name}={code:04X}" for name, code in wanted.items()))


main(pathlib.Path(sys.argv[1]), pathlib.Path(__file__).parent)
