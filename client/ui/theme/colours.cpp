#include "client/ui/theme/theme.h"

#include <cmath>

namespace hearth::client::ui {

namespace {

using namespace Qt::StringLiterals;

qreal linear(qreal channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

/// Relative luminance as WCAG 2.1 defines it.
qreal luminance(const QColor &c)
{
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
}

constexpr std::array<QLatin1StringView, kCalendarColourCount> kNames = {
    "brick"_L1,  "apricot"_L1, "honey"_L1, "olive"_L1, "moss"_L1, "pine"_L1,
    "lagoon"_L1, "sky"_L1,     "iris"_L1,  "plum"_L1,  "rose"_L1, "stone"_L1,
};

}

const std::array<CalendarColour, kCalendarColourCount> &calendarColours()
{
    using enum CalendarColour;
    static constexpr std::array<CalendarColour, kCalendarColourCount> kAll = {
        Brick, Apricot, Honey, Olive, Moss, Pine, Lagoon, Sky, Iris, Plum, Rose, Stone};
    return kAll;
}

QLatin1StringView calendarColourName(CalendarColour colour) { return kNames[std::size_t(colour)]; }

std::optional<CalendarColour> calendarColourFromName(QStringView name)
{
    for (CalendarColour colour : calendarColours()) {
        if (name.compare(calendarColourName(colour), Qt::CaseInsensitive) == 0)
            return colour;
    }
    return std::nullopt;
}

CalendarColour calendarColourFor(QStringView key)
{
    quint32 hash = 2166136261u;
    for (QChar c : key)
        hash = (hash ^ c.unicode()) * 16777619u;
    return calendarColours()[hash % kCalendarColourCount];
}

QColor mixed(const QColor &a, const QColor &b, qreal share)
{
    const auto mix = [share](int x, int y) { return int(std::lround(x + (y - x) * share)); };
    return {mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue())};
}

qreal contrastRatio(const QColor &a, const QColor &b)
{
    const qreal la = luminance(a);
    const qreal lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

}
