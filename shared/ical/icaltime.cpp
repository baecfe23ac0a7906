#include "shared/ical/icaltime.h"

#include "shared/ical/libicalvalues.h"

namespace hearth::shared {

using namespace Qt::StringLiterals;

namespace {
bool isUtc(const ICalTime &time) { return !time.dateOnly && !time.floating && time.time.zone == "UTC"_L1; }
}

std::optional<ICalTime> readICalTime(const ContentLine &line, const QString &value,
                                     const TimeContext &context)
{
    const auto written = libical::readTime(value.trimmed());
    if (!written)
        return std::nullopt;
    if (written->dateOnly)
        return ICalTime{fromDate(written->wall.date()), true, false};
    const QString tzid = line.parameter("TZID"_L1);
    if (written->utc) {
        // Some programs write both; the 'Z' says what the instant is.
        const QTimeZone zone =
            tzid.isEmpty() ? QTimeZone(QByteArrayLiteral("UTC")) : context.zones.find(tzid).zone;
        return ICalTime{fromUtc(written->wall.toMSecsSinceEpoch(), zone), false, false};
    }
    if (tzid.isEmpty()) {
        ICalTime floating{fromWall(written->wall, context.floatingZone), false, true};
        floating.time.zone.clear();
        return floating;
    }
    return ICalTime{fromWall(written->wall, context.zones.find(tzid).zone), false, false};
}

QTimeZone zoneOf(const ICalTime &time, const TimeContext &context)
{
    if (time.dateOnly)
        return QTimeZone::utc();
    return time.floating ? context.floatingZone : QTimeZone(time.time.zone.toUtf8());
}

QString timeForm(const ICalTime &time)
{
    if (time.dateOnly)
        return u";VALUE=DATE:"_s;
    if (time.floating || isUtc(time))
        return u":"_s;
    return u";TZID="_s + parameterText(time.time.zone) + u':';
}

QString basicTime(const ICalTime &time)
{
    QString text = time.time.wall;
    text.remove(u'-').remove(u':');
    return isUtc(time) ? text + u'Z' : text;
}

QString timeLine(QLatin1StringView name, const ICalTime &time)
{
    return name + timeForm(time) + basicTime(time);
}

}
