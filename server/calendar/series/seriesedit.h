#pragma once

#include "server/calendar/commands/eventbatch.h"
#include "shared/recurrence/series.h"

#include <QTimeZone>

namespace hearth::server::calendar {

/// Which occurrences of a series an edit is for, seen from the one that it names.
enum class EditScope { All, This, Following };

/// "all", "this" or "following"; nothing for an empty text; InvalidArgument for anything else.
shared::Result<std::optional<EditScope>> parseScope(const QString &text);

/// What an edit of a series comes to.
struct SeriesChange {
    EventBatch batch;
    shared::EventId answer; ///< the event that the caller is told of
};

/// A recurring event with its changed instances, and what the edits of its occurrences make of them: no I/O.
///
/// Times are kept as wall times. A changed instance is never lost: it goes with the series that its original
/// start belongs to, moves with it, and keeps its place where the rule does not have it any more. What an
/// instance has as the series had it follows the series; what was changed in it, its times included, stays.
class SeriesEdit {
public:
    SeriesEdit(shared::Event master, QList<shared::Event> instances, QTimeZone calendarZone);

    /// What an edit of that scope is an edit of: for one occurrence the changed instance, where there is one;
    /// else the series' event at that time. `occurrence`: its wall time; the first one for an empty text.
    /// NotFound with reason "no_such_occurrence".
    shared::Result<shared::Event> at(const QString &occurrence, EditScope scope) const;

    /// `edited`: what at() has given, as it is to be. InvalidArgument with reason "recurrence_of_one" where
    /// its recurrence differs.
    shared::Result<SeriesChange> changeThis(const shared::Event &edited, const shared::EventId &newId) const;
    /// The master ends before; the rest is a series with that id, which has it from there.
    shared::Result<SeriesChange> changeFollowing(const shared::Event &edited,
                                                 const shared::EventId &newId) const;
    shared::Result<SeriesChange> changeAll(const shared::Event &edited) const;

    /// Takes the occurrence out; all go where it was the last.
    shared::Result<SeriesChange> removeThis(const QString &occurrence) const;
    /// All go where it is the first.
    shared::Result<SeriesChange> removeFollowing(const QString &occurrence) const;
    SeriesChange removeAll() const;

private:
    /// From where an occurrence was to where it is put.
    struct Shift {
        shared::WallTime from;
        shared::WallTime to;

        shared::WallTime apply(const shared::WallTime &wall) const;
        bool moves() const { return from != to; }
    };
    static Shift shiftOf(const shared::Event &edited);
    const shared::Event *instanceAt(const QString &wall) const;
    shared::Event occurrenceOf(const shared::RecurrenceInstance &found) const;
    /// The event of `series`, which is all of the master or its rest, with what was edited.
    shared::Result<shared::Event> seriesFrom(const shared::Series &series, const shared::Event &edited) const;
    EventPut follow(const shared::Event &instance, const shared::Event &edited,
                    const shared::Event &series) const;
    bool isEmpty(const shared::Event &master, const QList<shared::Event> &instances) const;

    shared::Event m_master;
    QList<shared::Event> m_instances;
    QTimeZone m_zone;
};

}
