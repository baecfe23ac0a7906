#include "shared/ical/csscolours.h"

#include <QLatin1StringView>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace hearth::shared {

using namespace Qt::StringLiterals;

namespace {
struct Named {
    QLatin1StringView name;
    unsigned rgb;
};

/// The names of CSS Color Module Level 4, in order.
constexpr std::array kCss{
    Named{"aliceblue"_L1, 0xF0F8FF},
    Named{"antiquewhite"_L1, 0xFAEBD7},
    Named{"aqua"_L1, 0x00FFFF},
    Named{"aquamarine"_L1, 0x7FFFD4},
    Named{"azure"_L1, 0xF0FFFF},
    Named{"beige"_L1, 0xF5F5DC},
    Named{"bisque"_L1, 0xFFE4C4},
    Named{"black"_L1, 0x000000},
    Named{"blanchedalmond"_L1, 0xFFEBCD},
    Named{"blue"_L1, 0x0000FF},
    Named{"blueviolet"_L1, 0x8A2BE2},
    Named{"brown"_L1, 0xA52A2A},
    Named{"burlywood"_L1, 0xDEB887},
    Named{"cadetblue"_L1, 0x5F9EA0},
    Named{"chartreuse"_L1, 0x7FFF00},
    Named{"chocolate"_L1, 0xD2691E},
    Named{"coral"_L1, 0xFF7F50},
    Named{"cornflowerblue"_L1, 0x6495ED},
    Named{"cornsilk"_L1, 0xFFF8DC},
    Named{"crimson"_L1, 0xDC143C},
    Named{"cyan"_L1, 0x00FFFF},
    Named{"darkblue"_L1, 0x00008B},
    Named{"darkcyan"_L1, 0x008B8B},
    Named{"darkgoldenrod"_L1, 0xB8860B},
    Named{"darkgray"_L1, 0xA9A9A9},
    Named{"darkgreen"_L1, 0x006400},
    Named{"darkgrey"_L1, 0xA9A9A9},
    Named{"darkkhaki"_L1, 0xBDB76B},
    Named{"darkmagenta"_L1, 0x8B008B},
    Named{"darkolivegreen"_L1, 0x556B2F},
    Named{"darkorange"_L1, 0xFF8C00},
    Named{"darkorchid"_L1, 0x9932CC},
    Named{"darkred"_L1, 0x8B0000},
    Named{"darksalmon"_L1, 0xE9967A},
    Named{"darkseagreen"_L1, 0x8FBC8F},
    Named{"darkslateblue"_L1, 0x483D8B},
    Named{"darkslategray"_L1, 0x2F4F4F},
    Named{"darkslategrey"_L1, 0x2F4F4F},
    Named{"darkturquoise"_L1, 0x00CED1},
    Named{"darkviolet"_L1, 0x9400D3},
    Named{"deeppink"_L1, 0xFF1493},
    Named{"deepskyblue"_L1, 0x00BFFF},
    Named{"dimgray"_L1, 0x696969},
    Named{"dimgrey"_L1, 0x696969},
    Named{"dodgerblue"_L1, 0x1E90FF},
    Named{"firebrick"_L1, 0xB22222},
    Named{"floralwhite"_L1, 0xFFFAF0},
    Named{"forestgreen"_L1, 0x228B22},
    Named{"fuchsia"_L1, 0xFF00FF},
    Named{"gainsboro"_L1, 0xDCDCDC},
    Named{"ghostwhite"_L1, 0xF8F8FF},
    Named{"gold"_L1, 0xFFD700},
    Named{"goldenrod"_L1, 0xDAA520},
    Named{"gray"_L1, 0x808080},
    Named{"green"_L1, 0x008000},
    Named{"greenyellow"_L1, 0xADFF2F},
    Named{"grey"_L1, 0x808080},
    Named{"honeydew"_L1, 0xF0FFF0},
    Named{"hotpink"_L1, 0xFF69B4},
    Named{"indianred"_L1, 0xCD5C5C},
    Named{"indigo"_L1, 0x4B0082},
    Named{"ivory"_L1, 0xFFFFF0},
    Named{"khaki"_L1, 0xF0E68C},
    Named{"lavender"_L1, 0xE6E6FA},
    Named{"lavenderblush"_L1, 0xFFF0F5},
    Named{"lawngreen"_L1, 0x7CFC00},
    Named{"lemonchiffon"_L1, 0xFFFACD},
    Named{"lightblue"_L1, 0xADD8E6},
    Named{"lightcoral"_L1, 0xF08080},
    Named{"lightcyan"_L1, 0xE0FFFF},
    Named{"lightgoldenrodyellow"_L1, 0xFAFAD2},
    Named{"lightgray"_L1, 0xD3D3D3},
    Named{"lightgreen"_L1, 0x90EE90},
    Named{"lightgrey"_L1, 0xD3D3D3},
    Named{"lightpink"_L1, 0xFFB6C1},
    Named{"lightsalmon"_L1, 0xFFA07A},
    Named{"lightseagreen"_L1, 0x20B2AA},
    Named{"lightskyblue"_L1, 0x87CEFA},
    Named{"lightslategray"_L1, 0x778899},
    Named{"lightslategrey"_L1, 0x778899},
    Named{"lightsteelblue"_L1, 0xB0C4DE},
    Named{"lightyellow"_L1, 0xFFFFE0},
    Named{"lime"_L1, 0x00FF00},
    Named{"limegreen"_L1, 0x32CD32},
    Named{"linen"_L1, 0xFAF0E6},
    Named{"magenta"_L1, 0xFF00FF},
    Named{"maroon"_L1, 0x800000},
    Named{"mediumaquamarine"_L1, 0x66CDAA},
    Named{"mediumblue"_L1, 0x0000CD},
    Named{"mediumorchid"_L1, 0xBA55D3},
    Named{"mediumpurple"_L1, 0x9370DB},
    Named{"mediumseagreen"_L1, 0x3CB371},
    Named{"mediumslateblue"_L1, 0x7B68EE},
    Named{"mediumspringgreen"_L1, 0x00FA9A},
    Named{"mediumturquoise"_L1, 0x48D1CC},
    Named{"mediumvioletred"_L1, 0xC71585},
    Named{"midnightblue"_L1, 0x191970},
    Named{"mintcream"_L1, 0xF5FFFA},
    Named{"mistyrose"_L1, 0xFFE4E1},
    Named{"moccasin"_L1, 0xFFE4B5},
    Named{"navajowhite"_L1, 0xFFDEAD},
    Named{"navy"_L1, 0x000080},
    Named{"oldlace"_L1, 0xFDF5E6},
    Named{"olive"_L1, 0x808000},
    Named{"olivedrab"_L1, 0x6B8E23},
    Named{"orange"_L1, 0xFFA500},
    Named{"orangered"_L1, 0xFF4500},
    Named{"orchid"_L1, 0xDA70D6},
    Named{"palegoldenrod"_L1, 0xEEE8AA},
    Named{"palegreen"_L1, 0x98FB98},
    Named{"paleturquoise"_L1, 0xAFEEEE},
    Named{"palevioletred"_L1, 0xDB7093},
    Named{"papayawhip"_L1, 0xFFEFD5},
    Named{"peachpuff"_L1, 0xFFDAB9},
    Named{"peru"_L1, 0xCD853F},
    Named{"pink"_L1, 0xFFC0CB},
    Named{"plum"_L1, 0xDDA0DD},
    Named{"powderblue"_L1, 0xB0E0E6},
    Named{"purple"_L1, 0x800080},
    Named{"rebeccapurple"_L1, 0x663399},
    Named{"red"_L1, 0xFF0000},
    Named{"rosybrown"_L1, 0xBC8F8F},
    Named{"royalblue"_L1, 0x4169E1},
    Named{"saddlebrown"_L1, 0x8B4513},
    Named{"salmon"_L1, 0xFA8072},
    Named{"sandybrown"_L1, 0xF4A460},
    Named{"seagreen"_L1, 0x2E8B57},
    Named{"seashell"_L1, 0xFFF5EE},
    Named{"sienna"_L1, 0xA0522D},
    Named{"silver"_L1, 0xC0C0C0},
    Named{"skyblue"_L1, 0x87CEEB},
    Named{"slateblue"_L1, 0x6A5ACD},
    Named{"slategray"_L1, 0x708090},
    Named{"slategrey"_L1, 0x708090},
    Named{"snow"_L1, 0xFFFAFA},
    Named{"springgreen"_L1, 0x00FF7F},
    Named{"steelblue"_L1, 0x4682B4},
    Named{"tan"_L1, 0xD2B48C},
    Named{"teal"_L1, 0x008080},
    Named{"thistle"_L1, 0xD8BFD8},
    Named{"tomato"_L1, 0xFF6347},
    Named{"turquoise"_L1, 0x40E0D0},
    Named{"violet"_L1, 0xEE82EE},
    Named{"wheat"_L1, 0xF5DEB3},
    Named{"white"_L1, 0xFFFFFF},
    Named{"whitesmoke"_L1, 0xF5F5F5},
    Named{"yellow"_L1, 0xFFFF00},
    Named{"yellowgreen"_L1, 0x9ACD32},
};

/// The palette, each with the CSS name that stands for it.
struct PaletteColour {
    QLatin1StringView name;
    unsigned rgb;
    QLatin1StringView css;
};
constexpr std::array kPalette{
    PaletteColour{"brick"_L1, 0xB14D48, "indianred"_L1},
    PaletteColour{"apricot"_L1, 0xAB5615, "chocolate"_L1},
    PaletteColour{"honey"_L1, 0x916903, "goldenrod"_L1},
    PaletteColour{"olive"_L1, 0x6F7901, "olive"_L1},
    PaletteColour{"moss"_L1, 0x308540, "forestgreen"_L1},
    PaletteColour{"pine"_L1, 0x07846E, "lightseagreen"_L1},
    PaletteColour{"lagoon"_L1, 0x087F91, "darkturquoise"_L1},
    PaletteColour{"sky"_L1, 0x2075B9, "steelblue"_L1},
    PaletteColour{"iris"_L1, 0x6665BB, "slateblue"_L1},
    PaletteColour{"plum"_L1, 0x9055A2, "mediumorchid"_L1},
    PaletteColour{"rose"_L1, 0xAA4C75, "palevioletred"_L1},
    PaletteColour{"stone"_L1, 0x796F64, "gray"_L1},
};
constexpr double kGreyBelow = 0.15; ///< chroma, of 1

struct Shade {
    double hue = 0; ///< degrees
    double chroma = 0; ///< 0 to 1
};

Shade shadeOf(unsigned rgb)
{
    const double r = double(rgb >> 16 & 0xFF) / 255;
    const double g = double(rgb >> 8 & 0xFF) / 255;
    const double b = double(rgb & 0xFF) / 255;
    const double most = std::max({r, g, b});
    const double chroma = most - std::min({r, g, b});
    if (chroma <= 0)
        return {};
    const double sector = most == r ? std::fmod((g - b) / chroma + 6, 6)
        : most == g                 ? (b - r) / chroma + 2
                                    : (r - g) / chroma + 4;
    return {sector * 60, chroma};
}

double hueDistance(double a, double b)
{
    const double apart = std::abs(a - b);
    return std::min(apart, 360 - apart);
}

unsigned squaredDistance(unsigned a, unsigned b)
{
    unsigned sum = 0;
    for (const unsigned shift : {0U, 8U, 16U}) {
        const int apart = int(a >> shift & 0xFF) - int(b >> shift & 0xFF);
        sum += unsigned(apart * apart);
    }
    return sum;
}

std::optional<unsigned> rgbOfHex(const QString &colour)
{
    bool ok = false;
    const unsigned rgb = colour.mid(1).toUInt(&ok, 16);
    return colour.size() == 7 && colour.startsWith(u'#') && ok ? std::optional(rgb) : std::nullopt;
}
}

QString paletteOfCss(const QString &name)
{
    const QString lower = name.trimmed().toLower();
    const auto named =
        std::find_if(kCss.begin(), kCss.end(), [&lower](const Named &css) { return css.name == lower; });
    if (named == kCss.end())
        return {};
    const Shade shade = shadeOf(named->rgb);
    if (shade.chroma < kGreyBelow)
        return u"stone"_s;
    const auto nearest = std::min_element(
        kPalette.begin(), kPalette.end() - 1, [&shade](const PaletteColour &a, const PaletteColour &b) {
            return hueDistance(shade.hue, shadeOf(a.rgb).hue) < hueDistance(shade.hue, shadeOf(b.rgb).hue);
        });
    return nearest->name;
}

QString cssOfColour(const QString &colour)
{
    for (const PaletteColour &own : kPalette)
        if (own.name == colour)
            return own.css;
    const auto rgb = rgbOfHex(colour);
    if (!rgb)
        return {};
    return std::min_element(kCss.begin(), kCss.end(),
                            [rgb](const Named &a, const Named &b) {
                                return squaredDistance(*rgb, a.rgb) < squaredDistance(*rgb, b.rgb);
                            })
        ->name;
}

}
