#include "shared/ical/icalcodec.h"

#include "shared/ical/csscolours.h"
#include "shared/ical/eventreader.h"
#include "shared/ical/eventwriter.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace hearth::shared {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype kMaxShown = 200;
constexpr qsizetype kDateLength = 10;

QString shown(const RawComponent &component, QLatin1StringView property)
{
    const ContentLine *line = component.find(property);
    return line ? decodeText(line->value).left(kMaxShown) : QString();
}

/// Gathers what becomes of the components.
class DocumentReader {
public:
    DocumentReader(const QTimeZone &zone, QByteArrayView text)
        : m_zones(zone)
        , m_zone(zone)
    {
        defineZones(m_zones, text);
    }

    void take(const RawComponent &component)
    {
        if (component.name == "VTIMEZONE"_L1)
            return;
        if (component.name != "VEVENT"_L1)
            return problem(component, component.number, u"not_supported"_s,
                           u"Only events can be taken, not a %1."_s.arg(component.name.left(kMaxShown)));
        if (!component.fault.isEmpty())
            return problem(component, component.faultNumber, u"broken"_s, component.fault);
        EventReader reader(component, TimeContext{m_zones, m_zone});
        if (auto event = reader.read())
            m_document.events.append(*std::move(event));
        else
            problem(component, reader.faultLine(),
                    event.error().reason.isEmpty() ? u"invalid"_s : event.error().reason,
                    event.error().message);
    }

    ICalDocument finish(const ICalScan &scan)
    {
        nameCalendar(scan.properties);
        if (scan.tooMany)
            m_document.problems.append({u"VCALENDAR"_s,
                                        {},
                                        {},
                                        0,
                                        u"too_many"_s,
                                        u"There are more than %1 components."_s.arg(kMaxICalComponents)});
        putSeriesFirst();
        dropDoubles();
        return std::move(m_document);
    }

private:
    void problem(const RawComponent &component, int line, const QString &reason, const QString &message)
    {
        m_document.problems.append({component.name.left(kMaxShown), shown(component, "UID"_L1),
                                    shown(component, "SUMMARY"_L1), line, reason, message});
    }

    void nameCalendar(const QList<ContentLine> &properties)
    {
        for (const ContentLine &line : properties) {
            if (line.name == "X-WR-CALNAME"_L1 || line.name == "NAME"_L1)
                m_document.name = decodeText(line.value).trimmed().left(kMaxCalendarName);
            else if (line.name == "METHOD"_L1)
                m_document.method = line.value.trimmed().toUpper().left(kMaxShown);
            else if (line.name == "COLOR"_L1)
                m_document.colour = paletteOfCss(line.value);
        }
    }

    static QString keyOf(const ICalEvent &event)
    {
        return event.uid + u'\n' + (event.recurrenceId ? event.recurrenceId->wall : QString());
    }

    /// Of two with the same UID and RECURRENCE-ID the later one stands.
    void dropDoubles()
    {
        QSet<QString> seen;
        QList<ICalEvent> kept;
        for (auto event = m_document.events.rbegin(); event != m_document.events.rend(); ++event) {
            if (seen.contains(keyOf(*event))) {
                m_document.problems.append({u"VEVENT"_s, event->uid, event->draft.name, event->line,
                                            u"duplicate"_s, u"The same event comes again further on."_s});
                continue;
            }
            seen.insert(keyOf(*event));
            kept.append(std::move(*event));
        }
        std::reverse(kept.begin(), kept.end());
        m_document.events = std::move(kept);
    }

    void putSeriesFirst()
    {
        QHash<QString, const ICalEvent *> series;
        std::stable_partition(m_document.events.begin(), m_document.events.end(),
                              [](const ICalEvent &event) { return !event.recurrenceId; });
        for (const ICalEvent &event : std::as_const(m_document.events))
            if (!event.recurrenceId)
                series.insert(event.uid, &event);
        for (ICalEvent &event : m_document.events)
            if (const ICalEvent *own = series.value(event.uid); own && event.recurrenceId)
                event.recurrenceId = recurrenceIdIn(own->draft, *event.recurrenceId, m_zone);
    }

    ICalZones m_zones;
    QTimeZone m_zone;
    ICalDocument m_document;
};
}

ICalCodec::ICalCodec(const QTimeZone &zone)
    : m_zone(zone)
{
}

Result<ICalDocument> ICalCodec::read(QByteArrayView text) const
{
    if (text.size() > kMaxICalText)
        return Error{ErrorCode::TooLarge, u"The text has more than 20 MB."_s};
    DocumentReader reader(m_zone, text);
    const ICalScan scan =
        scanICal(text, [&reader](const RawComponent &component) { reader.take(component); });
    if (!scan.calendar)
        return Error{ErrorCode::InvalidArgument, u"The text is not iCalendar: it has no VCALENDAR."_s,
                     u"not_icalendar"_s};
    return reader.finish(scan);
}

QByteArray ICalCodec::write(const QList<Event> &events, const ICalStyle &style) const
{
    return EventWriter(m_zone, style).write(events);
}

ZonedTime recurrenceIdIn(const EventDraft &series, const ZonedTime &id, const QTimeZone &calendarZone)
{
    if (series.allDay)
        return fromDate(dateOf(id));
    const QTimeZone zone = series.floating ? calendarZone : QTimeZone(series.start.zone.toUtf8());
    // A date alone means the occurrence of that day; a floating time the one at that time.
    const bool dateOnly = id.wall.size() == kDateLength;
    const QDateTime wall = QDateTime::fromString(dateOnly ? series.start.wall : id.wall, Qt::ISODate);
    ZonedTime found = id.zone.isEmpty() ? fromWall(QDateTime(dateOf(id), wall.time(), Qt::UTC), zone)
                                        : fromUtc(id.utcMs, zone);
    if (series.floating)
        found.zone.clear();
    return found;
}

}
