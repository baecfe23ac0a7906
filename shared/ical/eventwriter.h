#pragma once

#include "shared/ical/eventfields.h"
#include "shared/ical/icalcodec.h"

#include <QHash>
#include <QMap>

namespace hearth::shared {

/// Writes a VCALENDAR.
class EventWriter {
public:
    EventWriter(const QTimeZone &zone, const ICalStyle &style);

    QByteArray write(const QList<Event> &events);

private:
    /// What was kept beside an event when it was read.
    struct Kept;

    void writeEvent(const Event &event);
    void writeTimes(const Event &event, Kept &kept);
    void writeTexts(const Event &event, const Kept &kept);
    void writeRest(const Event &event, const Kept &kept);
    void writeHead(const Event &event, const Kept &kept);
    /// The kept lines where they still say what the event says, else new ones.
    void put(const QStringList &raw, bool stillSays, const QStringList &written);
    void line(const QString &text);
    void content(const QString &text);
    bool defineKept(const Kept &kept);
    QByteArray zones() const;
    ICalTime originalStart(const Event &event) const;

    QTimeZone m_zone;
    ICalStyle m_style;
    QByteArray m_events;
    QMap<QString, QString> m_definitions; ///< kept VTIMEZONEs by TZID
    QMap<QString, int> m_zones; ///< IANA zone -> the first year that is needed of it
    QHash<EventId, bool> m_floatingSeries;
    int m_year = 1970; ///< of the event that is being written
};

}
