#pragma once

#include "server/calendar/commands/participants.h"
#include "server/calendar/commands/sagastart.h"
#include "server/calendar/saga/batchplan.h"
#include "server/calendar/store/eventrow.h"
#include "shared/domain/calendar.h"

#include <QHash>
#include <QSet>

namespace hearth::server::calendar {

constexpr qsizetype kMaxBatch = 500; ///< events of one batch

/// An event as it is to be, a new one or an existing one.
struct EventPut {
    /// Id, uid, series, originalStart and the draft count, of a new one also who made it. No uid: made from
    /// the id; nobody who made it: the caller.
    shared::Event event;
    bool isNew = false;
    std::optional<QString> davName = std::nullopt; ///< of its CalDAV resource; nothing: none, or as it is
};

/// Events of one calendar that are put, deleted and restored together: all of them or, where a participant is
/// refused, none. Each change has a seq of its own.
///
/// An existing event is replaced whole; one that is already so is left alone. One that is also restored comes
/// out of the trash as it was, and is then replaced. A deleted event's uid is free
/// once the batch has completed, not within it.
struct EventBatch {
    QList<EventPut> puts;
    QList<shared::EventId> deletes; ///< to the trash
    QList<shared::EventId> restores; ///< out of the trash

    qsizetype size() const { return puts.size() + deletes.size() + restores.size(); }
};

/// The first step of a batch, in the transaction of the command that wants it and has looked at the caller's
/// rights. Where only the calendar service has something to do it is the only one.
class BatchStart {
public:
    BatchStart(UnitOfWork &unit, const SagaPlan &plan, const shared::Calendar &calendar);

    /// What an earlier run of the same command began, where it was committed without anybody knowing: to be
    /// asked before the command looks at versions.
    std::optional<SagaStart> earlier(const shared::EventId &answer);
    /// Commits. The answer is the event `answer`, one of the batch.
    ///
    /// TooLarge for more than kMaxBatch events; NotFound for an event that is not there; Conflict with reason
    /// "uid_exists" or "instance_exists" for a new event whose UID, or whose place in its series, is taken,
    /// with the details {"event_id": whose}, or "in_progress" where another saga has one of the events;
    /// InvalidArgument for a wrong draft or a participant who is no member.
    shared::Result<SagaStart> run(const EventBatch &batch, const shared::EventId &answer);

private:
    shared::Outcome lockAll(const EventBatch &batch);
    shared::Outcome plan(const EventBatch &batch);
    shared::Outcome planNew(const EventPut &put);
    shared::Outcome planUpdate(const EventPut &put);
    shared::Outcome planDelete(const shared::EventId &id);
    shared::Outcome planRestore(const shared::EventId &id);
    shared::Outcome prepare(shared::EventDraft &draft, const QList<shared::Participant> &already);
    shared::Outcome insertNew();
    shared::Error taken(const shared::Event &event);
    shared::Result<SagaStart> applyNow(const shared::EventId &answer);
    shared::Result<SagaStart> beginSaga(const shared::EventId &answer);

    UnitOfWork &m_unit;
    SagaPlan m_sagaPlan;
    shared::Calendar m_calendar;
    Participants m_participants;
    QHash<shared::EventId, StoredEvent> m_locked;
    QSet<shared::EventId> m_returning;
    QList<EventPut> m_new;
    BatchPlan m_plan;
};

}
