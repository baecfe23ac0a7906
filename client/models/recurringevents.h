#pragma once

#include "client/models/eventplace.h"
#include "shared/recurrence/recurrenceexpander.h"

#include <QHash>
#include <QTimeZone>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace hearth::shared {
class WallClock;
}

namespace hearth::client {

class ZoneOffsets;

/// The recurring events of the index, expanded a stretch of days at a time. What was expanded is kept until
/// its series changes, so that a window that was asked for once costs next to nothing.
///
/// An event whose rule can't be read, or would take too much work, stands at its start only, as with the
/// server.
class RecurringEvents {
public:
    explicit RecurringEvents(const ZoneOffsets &zone);
    ~RecurringEvents();

    /// `zone` is another now.
    void clear();
    /// The series is kept by its address, until remove().
    void put(const EventItem &series);
    void remove(shared::EventId series);
    /// `instance` takes the place of the occurrence that the series has at that wall time.
    void putChanged(shared::EventId series, const QString &occurrence, shared::EventId instance);
    void removeChanged(shared::EventId series, const QString &occurrence);
    /// Whether something takes the place of what an event has at that wall time.
    bool isChanged(shared::EventId series, const QString &occurrence) const;

    /// First and last Julian day of the series.
    std::pair<qint64, qint64> days(shared::EventId series);
    /// Occurrences that touch a day in [first, last], in no order.
    void visit(qint64 first, qint64 last, const std::function<void(const IndexEntry &)> &visitor);
    /// The first occurrence that ends after the instant; the very first where all are over.
    std::optional<IndexEntry> next(shared::EventId series, qint64 nowMs);

    /// The occurrence of that id, one that visit() or next() has told, as an event of its own; null where the
    /// series does not have it any more.
    const EventItem *find(shared::EventId id);
    /// What stands in the place of the occurrence of that id; null where nothing does.
    shared::EventId changedFor(shared::EventId id) const;

private:
    struct Record;
    struct Name {
        shared::EventId series;
        shared::WallTime occurrence;
        bool asked = false; ///< somebody may ask again
    };
    using Changed = QHash<qint64, shared::EventId>; ///< by wall seconds

    Record *record(shared::EventId series);
    void open(Record &record);
    void expand(Record &record, qint64 chunk, std::vector<IndexEntry> &entries);
    IndexEntry entryOf(Record &record, const shared::RecurrenceInstance &instance);
    const std::vector<IndexEntry> &chunkAt(qint64 chunk);
    void renew(Record &record);
    void forgetOld();

    const ZoneOffsets &m_zone;
    std::unordered_map<shared::EventId, std::unique_ptr<Record>> m_records;
    QHash<QUuid, Changed> m_changed;
    std::map<qint64, std::vector<IndexEntry>> m_chunks;
    std::unordered_map<shared::EventId, Name> m_names;
    QHash<QByteArray, std::shared_ptr<shared::WallClock>> m_clocks;
};

}
