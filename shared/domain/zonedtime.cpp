#include "shared/domain/zonedtime.h"

#include <QRegularExpression>

#include <algorithm>

namespace hearth::shared {

using namespace Qt::StringLiterals;

namespace {
const QString kWallFormat = u"yyyy-MM-ddTHH:mm:ss"_s;

constexpr qint64 kDayMs = 86'400'000;

qint64 offsetMs(const QTimeZone &zone, qint64 utcMs)
{
    return zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(utcMs, Qt::UTC)) * qint64{1000};
}

// Years outside 1..9999 have no RFC 3339 form.
bool representable(const QDate &date) { return date.isValid() && date.year() >= 1 && date.year() <= 9999; }

Error invalid(const QString &what, const QString &rest)
{
    return Error{ErrorCode::InvalidArgument, what + rest};
}
}

ZonedTime fromWall(const QDateTime &wall, const QTimeZone &zone)
{
    // QDateTime takes the second of two times; the offsets of the day before and the day after know both.
    const qint64 wallMs = QDateTime(wall.date(), wall.time(), Qt::UTC).toMSecsSinceEpoch();
    const qint64 before = wallMs - offsetMs(zone, wallMs - kDayMs);
    const qint64 after = wallMs - offsetMs(zone, wallMs + kDayMs);
    const bool beforeFits = before + offsetMs(zone, before) == wallMs;
    const bool afterFits = after + offsetMs(zone, after) == wallMs;
    if (beforeFits && afterFits)
        return fromUtc(std::min(before, after), zone);
    // In a gap neither fits; by the offset from before it the time lies after it, as much later as it is
    // long.
    return fromUtc(afterFits ? after : before, zone);
}

ZonedTime fromUtc(qint64 utcMs, const QTimeZone &zone)
{
    const QDateTime there = QDateTime::fromMSecsSinceEpoch(utcMs, zone);
    return ZonedTime{utcMs, there.toString(kWallFormat), QString::fromUtf8(zone.id())};
}

ZonedTime fromDate(QDate date)
{
    return ZonedTime{date.startOfDay(Qt::UTC).toMSecsSinceEpoch(), date.toString(Qt::ISODate), {}};
}

QDate dateOf(const ZonedTime &time) { return QDate::fromString(time.wall.left(10), Qt::ISODate); }

Result<ZonedTime> parseTime(const QString &text, const QTimeZone &zone, const QString &what)
{
    static const QRegularExpression kPattern(
        u"\\A(\\d{4}-\\d{2}-\\d{2})[Tt ](\\d{2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,9}))?)?([Zz]|[+-]\\d{2}:\\d{2})?\\z"_s);
    const auto match = kPattern.match(text);
    if (!match.hasMatch())
        return invalid(what, u" is not a time as in RFC 3339 (2026-12-10T19:00:00Z)."_s);
    const QDate date = QDate::fromString(match.captured(1), Qt::ISODate);
    const int milliseconds = match.captured(5).leftJustified(3, u'0').left(3).toInt();
    const QTime time(match.captured(2).toInt(), match.captured(3).toInt(), match.captured(4).toInt(),
                     milliseconds);
    if (!representable(date) || !time.isValid())
        return invalid(what, u" is not a time that exists."_s);
    const QString offset = match.captured(6);
    if (offset.isEmpty())
        return fromWall(QDateTime(date, time, Qt::UTC), zone);
    int seconds = 0;
    if (offset.size() == 6) {
        const int hours = offset.mid(1, 2).toInt();
        const int minutes = offset.mid(4, 2).toInt();
        if (hours > 23 || minutes > 59)
            return invalid(what, u" has an offset that does not exist."_s);
        seconds = (hours * 3600 + minutes * 60) * (offset.at(0) == u'-' ? -1 : 1);
    }
    const qint64 utcMs = QDateTime(date, time, Qt::UTC).toMSecsSinceEpoch() - seconds * 1000LL;
    if (!representable(QDateTime::fromMSecsSinceEpoch(utcMs, Qt::UTC).date()))
        return invalid(what, u" is not a time that exists."_s);
    return fromUtc(utcMs, zone);
}

Result<ZonedTime> parseDate(const QString &text, const QString &what)
{
    const QDate date = QDate::fromString(text, u"yyyy-MM-dd"_s);
    if (!representable(date) || text.size() != 10)
        return invalid(what, u" is not a date (2026-12-10)."_s);
    return fromDate(date);
}

QString formatUtc(qint64 utcMs)
{
    const QDateTime utc = QDateTime::fromMSecsSinceEpoch(utcMs, Qt::UTC);
    return utc.toString(utcMs % 1000 == 0 ? u"yyyy-MM-ddTHH:mm:ssZ"_s : u"yyyy-MM-ddTHH:mm:ss.zzzZ"_s);
}

Result<QTimeZone> parseZone(const QString &name)
{
    const QTimeZone zone(name.toUtf8());
    // Qt reads a name only as far as a null character.
    if (name.isEmpty() || name.contains(QChar::Null) || !zone.isValid())
        return Error{ErrorCode::InvalidArgument, u"There is no time zone of that name."_s,
                     u"unknown_time_zone"_s};
    return zone;
}

}
