#pragma once

#include "server/calendar/saga/batchplan.h"
#include "server/calendar/store/eventtable.h"
#include "server/calendar/unitofwork.h"

#include <QSet>

namespace hearth::server::calendar {

/// What a batch does to one calendar, all at once: each event's change has a seq of its own.
class BatchEffects {
public:
    /// `saga`: that has the events; null where there was nothing to do for the auth service and the events
    /// are this transaction's own.
    BatchEffects(UnitOfWork &unit, const shared::CalendarId &calendar, const shared::SagaId &saga);

    /// Answers what became of the event `answer`. NotFound where the calendar has gone meanwhile. Does not
    /// commit.
    shared::Result<shared::Event> apply(const BatchPlan &plan, const shared::EventId &answer);
    /// As if it had never been. Does not commit.
    void undo(const BatchPlan &plan);

private:
    shared::Outcome remove(const shared::EventId &id);
    shared::Outcome update(const BatchPlan::Update &update);
    shared::Outcome create(const QList<shared::EventId> &ids);
    shared::Outcome restore(const shared::EventId &id);
    std::optional<shared::Event> mine(const shared::EventId &id);
    QStringList changedOfInstance(const shared::Event &instance);
    void stamp(shared::Event &event);
    void log(shared::ChangeKind kind, const shared::Event &event, const QJsonObject &data,
             const QStringList &fields = {});

    UnitOfWork &m_unit;
    EventTable m_events;
    shared::CalendarId m_calendar;
    shared::SagaId m_saga;
    QSet<shared::EventId> m_back; ///< out of the trash already
    bool m_makesNew = false;
    QString m_calendarName;
    qint64 m_nextSeq = 0;
    shared::EventId m_answerId;
    std::optional<shared::Event> m_answer;
    QList<ChangeEntry> m_log; ///< what has been done, to be written together
};

}
