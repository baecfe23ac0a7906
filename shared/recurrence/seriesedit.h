#pragma once

#include "shared/domain/event.h"
#include "shared/recurrence/series.h"

#include <QTimeZone>

namespace hearth::shared {

/// Which occurrences of a series an edit is for, seen from the one that it names.
enum class EditScope { All, This, Following };

/// "all", "this" or "following"; nothing for an empty text; InvalidArgument for anything else.
Result<std::optional<EditScope>> parseScope(const QString &text);
QString scopeName(EditScope scope);

/// An event as an edit of a series leaves it.
struct SeriesPut {
    Event event;
    bool isNew = false;
};

/// What an edit of a series comes to.
struct SeriesChange {
    QList<SeriesPut> puts;
    QList<EventId> deletes;
    EventId answer; ///< the event that the caller is told of
};

/// A recurring event with its changed instances, and what the edits of its occurrences make of them: no I/O.
///
/// Times are kept as wall times. A changed instance is never lost: it goes with the series that its original
/// start belongs to, moves with it, and keeps its place where the rule does not have it any more. What an
/// instance has as the series had it follows the series; what was changed in it, its times included, stays.
class SeriesEdit {
public:
    SeriesEdit(Event master, QList<Event> instances, QTimeZone calendarZone);

    /// What an edit of that scope is an edit of: for one occurrence the changed instance, where there is one;
    /// else the series' event at that time. `occurrence`: its wall time; the first one for an empty text.
    /// NotFound with reason "no_such_occurrence".
    Result<Event> at(const QString &occurrence, EditScope scope) const;

    /// `edited`: what at() has given, as it is to be. InvalidArgument with reason "recurrence_of_one" where
    /// its recurrence differs.
    Result<SeriesChange> changeThis(const Event &edited, const EventId &newId) const;
    /// The master ends before; the rest is a series with that id, which has it from there.
    Result<SeriesChange> changeFollowing(const Event &edited, const EventId &newId) const;
    Result<SeriesChange> changeAll(const Event &edited) const;

    /// One of the three, by the scope.
    Result<SeriesChange> change(const Event &edited, EditScope scope, const EventId &newId) const;

    /// Takes the occurrence out; all go where it was the last.
    Result<SeriesChange> removeThis(const QString &occurrence) const;
    /// All go where it is the first.
    Result<SeriesChange> removeFollowing(const QString &occurrence) const;
    SeriesChange removeAll() const;
    /// One of the three, by the scope.
    Result<SeriesChange> remove(const QString &occurrence, EditScope scope) const;

private:
    /// From where an occurrence was to where it is put.
    struct Shift {
        WallTime from;
        WallTime to;

        WallTime apply(const WallTime &wall) const;
        bool moves() const { return from != to; }
    };
    static Shift shiftOf(const Event &edited);
    const Event *instanceAt(const QString &wall) const;
    Event occurrenceOf(const RecurrenceInstance &found) const;
    /// The event of `series`, which is all of the master or its rest, with what was edited.
    Result<Event> seriesFrom(const Series &series, const Event &edited) const;
    SeriesPut follow(const Event &instance, const Event &edited, const Event &series) const;
    QString headText(const Series &head, const WallTime &cut) const;
    bool isEmpty(const Event &master, const QList<Event> &instances) const;

    Event m_master;
    QList<Event> m_instances;
    QTimeZone m_zone;
};

}
