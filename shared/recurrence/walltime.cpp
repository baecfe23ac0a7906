#include "shared/recurrence/walltime.h"

#include "shared/recurrence/civil.h"

namespace hearth::shared {

using namespace Qt::StringLiterals;

namespace {
constexpr int kEpochJulian = 2'440'588;

qint64 daysOf(QDate date) { return date.toJulianDay() - kEpochJulian; }

/// The number that all of the text's characters are digits of; -1 for anything else.
int digits(QStringView text)
{
    int value = 0;
    for (const QChar c : text) {
        if (c < u'0' || c > u'9')
            return -1;
        value = value * 10 + c.unicode() - u'0';
    }
    return text.isEmpty() ? -1 : value;
}

struct Layout {
    qsizetype dateLength;
    qsizetype timeLength;
    qsizetype gap; ///< characters between the numbers: 0 or 1
    char16_t dateGap;
    char16_t timeGap;
};
constexpr Layout kIso{10, 8, 1, u'-', u':'};
constexpr Layout kBasic{8, 6, 0, 0, 0};

std::optional<QDate> readDate(QStringView text, const Layout &layout)
{
    if (layout.gap && (text.at(4) != layout.dateGap || text.at(7) != layout.dateGap))
        return std::nullopt;
    const QDate date(digits(text.left(4)), digits(text.mid(4 + layout.gap, 2)), digits(text.right(2)));
    if (!date.isValid() || date.year() < kFirstYear)
        return std::nullopt;
    return date;
}

std::optional<QTime> readTime(QStringView text, const Layout &layout)
{
    if (layout.gap && (text.at(2) != layout.timeGap || text.at(5) != layout.timeGap))
        return std::nullopt;
    const int second = digits(text.right(2));
    const QTime time(digits(text.left(2)), digits(text.mid(2 + layout.gap, 2)), second == 60 ? 59 : second);
    return time.isValid() ? std::optional(time) : std::nullopt;
}
}

QDate WallTime::date() const { return QDate::fromJulianDay(floorDiv(seconds, kDaySeconds) + kEpochJulian); }

QTime WallTime::time() const
{
    return QTime::fromMSecsSinceStartOfDay(int(floorMod(seconds, kDaySeconds)) * 1000);
}

QString WallTime::toIso() const
{
    const QString day = date().toString(Qt::ISODate);
    return dateOnly ? day : day + u'T' + time().toString(u"HH:mm:ss"_s);
}

QString WallTime::toBasic() const
{
    const QString day = date().toString(u"yyyyMMdd"_s);
    return dateOnly ? day : day + u'T' + time().toString(u"HHmmss"_s);
}

WallTime wallTime(QDate date) { return WallTime{daysOf(date) * kDaySeconds, true}; }

WallTime wallTime(QDate date, QTime time)
{
    return WallTime{daysOf(date) * kDaySeconds + time.msecsSinceStartOfDay() / 1000, false};
}

std::optional<WallTime> parseWallTime(QStringView text)
{
    const Layout &layout = text.size() >= 5 && text.at(4) == u'-' ? kIso : kBasic;
    const bool timed = text.size() == layout.dateLength + 1 + layout.timeLength;
    if (!timed && text.size() != layout.dateLength)
        return std::nullopt;
    const auto date = readDate(text.left(layout.dateLength), layout);
    if (!date)
        return std::nullopt;
    if (!timed)
        return wallTime(*date);
    const QChar between = text.at(layout.dateLength);
    const auto time = readTime(text.right(layout.timeLength), layout);
    if (!time || (between != u'T' && between != u't'))
        return std::nullopt;
    return wallTime(*date, *time);
}

}
