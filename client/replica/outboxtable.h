#pragma once

#include "shared/domain/event.h"
#include "shared/recurrence/serieschoice.h"

#include <QHash>
#include <QJsonObject>
#include <QList>

#include <optional>

namespace hearth::shared {
class Database;
}

namespace hearth::client {

enum class OutboxKind { Create, Change, Remove, Restore };
enum class OutboxState {
    Waiting, ///< never sent: later changes may be folded into it
    Sent, ///< sent at least once, without an answer yet
    Conflict, ///< refused because of somebody else's edit: the person has to choose
};

/// A change that was made here and that the server has not confirmed.
struct OutboxEntry {
    qint64 position = 0; ///< the order in which changes are sent
    OutboxKind kind = OutboxKind::Create;
    shared::EventId event; ///< the app's id
    shared::CalendarId calendar;
    OutboxState state = OutboxState::Waiting;
    QUuid key; ///< the idempotency key
    qint64 baseVersion = 0; ///< of the event that was changed; 0 where the server does not know it yet
    int tries = 0;
    QJsonObject patch; ///< of a Change
    std::optional<shared::Event>
        snapshot; ///< Create, Restore: the event; Change: the server's at baseVersion
    QString occurrence = {}; ///< of the series that `event` is: its wall time; empty: the whole event
    shared::EditScope scope = shared::EditScope::All; ///< of that occurrence
    shared::EventId made = {}; ///< the app's id of the event that this makes, where it makes one

    /// Whether both mean the same occurrences.
    bool meansAs(const OutboxEntry &other) const
    {
        return occurrence == other.occurrence && scope == other.scope;
    }
};

/// The changes that wait, in order.
class OutboxTable {
public:
    explicit OutboxTable(shared::Database &database);

    void load();
    /// Gives the entry its position.
    void append(OutboxEntry entry);
    void update(const OutboxEntry &entry);
    void erase(qint64 position);
    void eraseOf(shared::EventId event);

    /// What was waiting for one event waits for another.
    void rekey(shared::EventId from, shared::EventId to);

    QList<OutboxEntry> of(shared::EventId event) const;
    std::optional<OutboxEntry> at(qint64 position) const;
    /// The first that is not in conflict.
    std::optional<OutboxEntry> next() const;
    bool hasEntries(shared::EventId event) const { return m_counts.contains(event); }
    /// Whether something waits that may show in the event: of itself, of its series, or what makes it.
    bool touches(const shared::Event &event) const;
    /// The entry that makes the event of that id, or nothing.
    std::optional<OutboxEntry> makerOf(shared::EventId made) const;
    /// Entries that are to be sent.
    int waiting() const;
    /// Events that have entries in that calendar.
    QList<shared::EventId> eventsOf(shared::CalendarId calendar) const;

private:
    void forget(const OutboxEntry &entry);

    shared::Database &m_database;
    QHash<shared::EventId, int> m_counts; ///< spares a query for each event of a snapshot
    QHash<shared::EventId, int> m_made; ///< entries that make that event
};

}
