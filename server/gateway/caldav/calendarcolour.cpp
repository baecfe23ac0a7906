#include "server/gateway/caldav/calendarcolour.h"

#include <QRegularExpression>

#include <array>
#include <utility>

namespace hearth::server::gateway::caldav {

using namespace Qt::StringLiterals;

namespace {
// The edges of the light theme.
constexpr std::array<std::pair<QLatin1StringView, QLatin1StringView>, 12> kPalette{{
    {"brick"_L1, "#B14D48"_L1},
    {"apricot"_L1, "#AB5615"_L1},
    {"honey"_L1, "#916903"_L1},
    {"olive"_L1, "#6F7901"_L1},
    {"moss"_L1, "#308540"_L1},
    {"pine"_L1, "#07846E"_L1},
    {"lagoon"_L1, "#087F91"_L1},
    {"sky"_L1, "#2075B9"_L1},
    {"iris"_L1, "#6665BB"_L1},
    {"plum"_L1, "#9055A2"_L1},
    {"rose"_L1, "#AA4C75"_L1},
    {"stone"_L1, "#796F64"_L1},
}};
}

QString appleColour(const QString &colour)
{
    if (colour.startsWith(u'#'))
        return colour.toUpper() + u"FF"_s;
    for (const auto &[name, value] : kPalette)
        if (colour == name)
            return value + u"FF"_s;
    return u"#808080FF"_s;
}

std::optional<QString> colourFromApple(const QString &text)
{
    static const QRegularExpression kPattern(u"\\A(#[0-9a-fA-F]{6})(?:[0-9a-fA-F]{2})?\\z"_s);
    const auto match = kPattern.match(text.trimmed());
    if (!match.hasMatch())
        return std::nullopt;
    const QString colour = match.captured(1).toUpper();
    for (const auto &[name, value] : kPalette)
        if (colour == value)
            return QString(name);
    return colour.toLower();
}

}
