#include "shared/ical/eventwriter.h"

#include "shared/ical/alarms.h"
#include "shared/ical/attendees.h"
#include "shared/ical/zonewriter.h"

#include <QSet>

#include <algorithm>

namespace hearth::shared {

using namespace Qt::StringLiterals;
namespace fields = eventfields;

namespace {
constexpr qsizetype kDateLength = 10;

QString utcText(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(u"yyyyMMdd'T'HHmmss'Z'"_s);
}

QStringList rawOf(const QList<ContentLine> &lines)
{
    QStringList raw;
    for (const ContentLine &line : lines)
        raw.append(line.raw);
    return raw;
}

const QSet<QString> &modelled()
{
    static const QSet<QString> kNames{
        u"DTSTART"_s, u"DTEND"_s,   u"DURATION"_s,     u"RECURRENCE-ID"_s,   u"RRULE"_s,    u"RDATE"_s,
        u"EXDATE"_s,  u"SUMMARY"_s, u"LOCATION"_s,     u"DESCRIPTION"_s,     u"URL"_s,      u"CATEGORIES"_s,
        u"COLOR"_s,   u"STATUS"_s,  u"TRANSP"_s,       u"X-HEARTH-COLOUR"_s, u"ATTENDEE"_s, u"CLASS"_s,
        u"UID"_s,     u"DTSTAMP"_s, u"LAST-MODIFIED"_s};
    return kNames;
}
}

struct EventWriter::Kept {
    Kept(const QString &extra, const QTimeZone &zone)
        : content(scanContent(extra))
        , zones(zone)
    {
        for (const RawComponent &child : content.children)
            if (child.name == "VTIMEZONE"_L1)
                zones.define(child);
    }

    RawComponent content;
    ICalZones zones;
};

EventWriter::EventWriter(const QTimeZone &zone, const ICalStyle &style)
    : m_zone(zone)
    , m_style(style)
{
}

QByteArray EventWriter::write(const QList<Event> &events)
{
    for (const Event &event : events)
        if (event.series.isNull())
            m_floatingSeries.insert(event.id, event.floating);
    for (const Event &event : events)
        writeEvent(event);
    QByteArray text =
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Hearth//Hearth//EN\r\nCALSCALE:GREGORIAN\r\n"_ba;
    if (!m_style.calendarName.isEmpty()) {
        appendFolded(text, plainLine("NAME"_L1, encodeText(m_style.calendarName)));
        appendFolded(text, plainLine("X-WR-CALNAME"_L1, encodeText(m_style.calendarName)));
    }
    return text + zones() + m_events + "END:VCALENDAR\r\n"_ba;
}

void EventWriter::writeEvent(const Event &event)
{
    Kept kept(event.extra, m_zone);
    if (!defineKept(kept))
        kept.content.lines.removeIf(
            [](const ContentLine &line) { return !line.parameter("TZID"_L1).isEmpty(); });
    m_year = QDateTime::fromMSecsSinceEpoch(event.start.utcMs, Qt::UTC).date().year();
    line(u"BEGIN:VEVENT"_s);
    writeHead(event, kept);
    writeTimes(event, kept);
    writeTexts(event, kept);
    writeRest(event, kept);
    line(u"END:VEVENT"_s);
}

bool EventWriter::defineKept(const Kept &kept)
{
    QMap<QString, QString> own;
    for (const RawComponent &child : kept.content.children)
        if (const ContentLine *tzid = child.name == "VTIMEZONE"_L1 ? child.find("TZID"_L1) : nullptr)
            own.insert(tzid->value, child.toText());
    for (auto zone = own.cbegin(); zone != own.cend(); ++zone)
        if (m_definitions.value(zone.key(), zone.value()) != zone.value())
            return false; // another event means something else by that name
    m_definitions.insert(own);
    return true;
}

void EventWriter::writeHead(const Event &event, const Kept &kept)
{
    line(plainLine("UID"_L1, encodeText(event.uid)));
    const qint64 changed = event.updatedMs > 0 ? event.updatedMs : m_style.nowMs;
    line(plainLine("DTSTAMP"_L1, utcText(changed)));
    line(plainLine("LAST-MODIFIED"_L1, utcText(changed)));
    if (!kept.content.find("CREATED"_L1) && event.createdMs > 0)
        line(plainLine("CREATED"_L1, utcText(event.createdMs)));
}

ICalTime EventWriter::originalStart(const Event &event) const
{
    const bool dateOnly = event.originalStart.wall.size() == kDateLength;
    return {event.originalStart, dateOnly, !dateOnly && m_floatingSeries.value(event.series, event.floating)};
}

void EventWriter::writeTimes(const Event &event, Kept &kept)
{
    const TimeContext context{kept.zones, m_zone};
    const ICalTime start{event.start, event.allDay, event.floating};
    const ICalTime end{event.end, event.allDay, event.floating};
    const auto says = [&context](const QList<ContentLine> &lines, const ICalTime &time) {
        const auto read =
            lines.isEmpty() ? std::nullopt : readICalTime(lines.first(), lines.first().value, context);
        return read && *read == time;
    };
    if (!event.series.isNull()) {
        const auto lines = kept.content.all({"RECURRENCE-ID"_L1});
        const ICalTime original = originalStart(event);
        put(rawOf(lines), says(lines, original), {timeLine("RECURRENCE-ID"_L1, original)});
    }
    const auto startLines = kept.content.all({"DTSTART"_L1});
    put(rawOf(startLines), says(startLines, start), {timeLine("DTSTART"_L1, start)});
    const auto endLines = kept.content.all({"DTEND"_L1, "DURATION"_L1});
    const auto keptEnd = fields::readEnd(endLines, start, context);
    put(rawOf(endLines), !endLines.isEmpty() && keptEnd == end, {timeLine("DTEND"_L1, end)});
    const auto ruleLines = kept.content.all({"RRULE"_L1, "RDATE"_L1, "EXDATE"_L1});
    const auto keptRule = fields::readRecurrence(ruleLines, start, context);
    put(rawOf(ruleLines), !ruleLines.isEmpty() && keptRule && *keptRule == event.recurrence,
        fields::writeRecurrence(event.recurrence, start));
}

void EventWriter::writeTexts(const Event &event, const Kept &kept)
{
    const auto field = [this, &kept](std::initializer_list<QLatin1StringView> names, const auto &read,
                                     const auto &value, const QStringList &written) {
        const auto lines = kept.content.all(names);
        put(rawOf(lines), !lines.isEmpty() && read(lines) == value, written);
    };
    field({"SUMMARY"_L1}, fields::readName, event.name, fields::writeName(event.name));
    field(
        {"LOCATION"_L1}, [](const auto &lines) { return fields::readText(lines, kMaxLocation); },
        event.location, fields::writeText("LOCATION"_L1, event.location));
    field(
        {"DESCRIPTION"_L1}, [](const auto &lines) { return fields::readText(lines, kMaxDescription); },
        event.description, fields::writeText("DESCRIPTION"_L1, event.description));
    field({"URL"_L1}, fields::readUrl, event.url, fields::writeUrl(event.url));
    field({"CATEGORIES"_L1}, fields::readCategories, event.categories,
          fields::writeCategories(event.categories));
    field({"COLOR"_L1, "X-HEARTH-COLOUR"_L1}, fields::readColour, event.colour,
          fields::writeColour(event.colour));
    field({"STATUS"_L1}, fields::readStatus, event.status, fields::writeStatus(event.status));
    field({"TRANSP"_L1}, fields::readTransparency, event.transparency,
          fields::writeTransparency(event.transparency));
    field({"CLASS"_L1}, fields::readVisibility, event.visibility, fields::writeVisibility(event.visibility));
}

void EventWriter::writeRest(const Event &event, const Kept &kept)
{
    for (const QString &attendee : writeAttendees(event.participants, kept.content.all({"ATTENDEE"_L1})))
        line(attendee);
    for (const ContentLine &other : kept.content.lines)
        if (!modelled().contains(other.name))
            line(other.raw);
    content(writeAlarms(event.reminders, kept.content.children, event.name));
    for (const RawComponent &child : kept.content.children)
        if (child.name != "VALARM"_L1 && child.name != "VTIMEZONE"_L1)
            content(child.toText());
}

void EventWriter::put(const QStringList &raw, bool stillSays, const QStringList &written)
{
    for (const QString &text : stillSays ? raw : written)
        line(text);
}

void EventWriter::line(const QString &text)
{
    appendFolded(m_events, text);
    if (!text.contains(";TZID="_L1))
        return;
    const auto parsed = ContentLine::parse(text, 0);
    const QString tzid = parsed ? parsed->parameter("TZID"_L1) : QString();
    if (tzid.isEmpty() || m_definitions.contains(tzid))
        return;
    const auto known = m_zones.constFind(tzid);
    m_zones.insert(tzid, known == m_zones.cend() ? m_year : std::min(*known, m_year));
}

void EventWriter::content(const QString &text)
{
    for (const QString &part : text.split(u'\n', Qt::SkipEmptyParts))
        line(part);
}

QByteArray EventWriter::zones() const
{
    QByteArray text;
    for (const QString &definition : m_definitions)
        for (const QString &part : definition.split(u'\n', Qt::SkipEmptyParts))
            appendFolded(text, part);
    for (auto zone = m_zones.cbegin(); zone != m_zones.cend(); ++zone) {
        const QTimeZone named(zone.key().toUtf8());
        if (!named.isValid())
            continue;
        for (const QString &part : timeZoneLines(named, zone.value()))
            appendFolded(text, part);
    }
    return text;
}

}
