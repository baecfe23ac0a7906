#include "server/gateway/caldav/davtimezone.h"

#include <QRegularExpression>
#include <QTimeZone>

namespace hearth::server::gateway::caldav {

using namespace Qt::StringLiterals;

namespace {
constexpr int kYears = 10;

QString offsetText(int seconds)
{
    const int minutes = qAbs(seconds) / 60;
    return u"%1%2%3"_s.arg(QChar(seconds < 0 ? u'-' : u'+'))
        .arg(minutes / 60, 2, 10, QChar(u'0'))
        .arg(minutes % 60, 2, 10, QChar(u'0'));
}

QString observance(const QTimeZone::OffsetData &data, const QDateTime &utc, int offsetBefore)
{
    const QString kind = data.daylightTimeOffset != 0 ? u"DAYLIGHT"_s : u"STANDARD"_s;
    const QString start = utc.addSecs(offsetBefore).toString(u"yyyyMMdd'T'HHmmss"_s);
    return u"BEGIN:%1\r\nDTSTART:%2\r\nTZOFFSETFROM:%3\r\nTZOFFSETTO:%4\r\nTZNAME:%5\r\nEND:%1\r\n"_s.arg(
        kind, start, offsetText(offsetBefore), offsetText(data.offsetFromUtc), data.abbreviation);
}
}

QString timeZoneText(const QString &zone, qint64 fromMs)
{
    const QTimeZone known(zone.toLatin1());
    if (!known.isValid())
        return {};
    const QDateTime from = QDateTime::fromMSecsSinceEpoch(fromMs, Qt::UTC);
    int offset = known.offsetFromUtc(from);
    QString text =
        u"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Hearth//Hearth//EN\r\nBEGIN:VTIMEZONE\r\nTZID:"_s + zone
        + u"\r\n"_s;
    text += observance(known.offsetData(from), from, offset);
    const auto transitions =
        known.hasTransitions() ? known.transitions(from, from.addYears(kYears)) : QTimeZone::OffsetDataList();
    for (const QTimeZone::OffsetData &each : transitions) {
        text += observance(each, each.atUtc, offset);
        offset = each.offsetFromUtc;
    }
    return text + u"END:VTIMEZONE\r\nEND:VCALENDAR\r\n"_s;
}

std::optional<QString> zoneOfText(const QString &text)
{
    static const QRegularExpression kTzid(u"^TZID(?:;[^:\\r\\n]*)?:([^\\r\\n]+)"_s,
                                          QRegularExpression::MultilineOption
                                              | QRegularExpression::CaseInsensitiveOption);
    const QByteArray id = kTzid.match(text).captured(1).trimmed().toUtf8();
    if (!QTimeZone::isTimeZoneIdAvailable(id))
        return std::nullopt;
    return QString::fromUtf8(id);
}

}
