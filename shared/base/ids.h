#pragma once

#include <QHashFunctions>
#include <QString>
#include <QUuid>

#include <compare>
#include <optional>

namespace hearth::shared {

class Clock;

/// A UUID that can't be mistaken for another kind's.
template <class Tag> struct Id {
    QUuid value;

    bool isNull() const { return value.isNull(); }
    /// 36 characters, lower case, without braces.
    QString toString() const { return value.toString(QUuid::WithoutBraces); }
    /// Nothing for anything but a UUID's canonical text.
    static std::optional<Id> fromString(QStringView text)
    {
        const QUuid uuid = text.size() == 36 ? QUuid::fromString(text) : QUuid();
        if (uuid.isNull())
            return std::nullopt;
        return Id{uuid};
    }
    friend bool operator==(const Id &, const Id &) = default;
    friend bool operator<(const Id &a, const Id &b) { return a.value < b.value; }
    friend size_t qHash(const Id &id, size_t seed = 0) { return qHash(id.value, seed); }
};

using UserId = Id<struct UserTag>;
using SessionId = Id<struct SessionTag>;
using CalendarId = Id<struct CalendarTag>;
using EventId = Id<struct EventTag>;
using MessageId = Id<struct MessageTag>;
using SagaId = Id<struct SagaTag>;
using InviteId = Id<struct InviteTag>;
using PollId = Id<struct PollTag>;
using PersonId = Id<struct PersonTag>;

/// A new UUIDv7 (RFC 9562, 5.7): 48 bits of Unix milliseconds, then randomness; monotonic in this process.
QUuid newUuid(const Clock &clock);

template <class I> I newId(const Clock &clock) { return I{newUuid(clock)}; }

}

template <class Tag> struct std::hash<hearth::shared::Id<Tag>> {
    size_t operator()(const hearth::shared::Id<Tag> &id) const noexcept { return qHash(id.value); }
};
