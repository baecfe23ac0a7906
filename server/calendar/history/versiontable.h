#pragma once

#include "server/calendar/store/eventrow.h"
#include "shared/sql/database.h"

#include <optional>

namespace hearth::server::calendar {

/// What an event was, or is, between two changes of it.
struct EventVersion {
    StoredEvent stored; ///< without the calendar's name; who changed it to that, and when, is in it
    qint64 number = 0; ///< counted from 1 for each event
};

/// The table `event_versions`, which the database keeps by itself, and the events as they are now: the last
/// version of each.
class VersionTable {
public:
    explicit VersionTable(shared::Database &database);

    /// A place in the order of versions, newest first.
    struct Place {
        qint64 atMs = 0;
        qint64 version = 0;
        shared::EventId event;
        qint64 number = 0;
    };
    static Place placeOf(const EventVersion &version);

    /// Those of an event, or of a series and its changed instances, after `after`, newest first.
    QList<EventVersion> page(const shared::EventId &event, const std::optional<Place> &after, int limit);
    std::optional<EventVersion> find(const shared::EventId &event, qint64 number);

    /// Those of a calendar in whose participants `mention` occurs, in order of event and number.
    QList<EventVersion> mentioning(const shared::CalendarId &calendar, const QString &mention,
                                   const shared::EventId &afterEvent, qint64 afterNumber, int limit);
    /// Writes nothing but the participants of a former version.
    void setParticipants(const EventVersion &version);

private:
    shared::Database &m_db;
};

}
