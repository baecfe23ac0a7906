#pragma once

#include "shared/base/ids.h"

namespace hearth::client {

/// Which conversation: a calendar's, with what is said about its events, or one event's.
struct Thread {
    shared::CalendarId calendar;
    shared::EventId event; ///< null: the calendar's

    friend bool operator==(const Thread &, const Thread &) = default;
    friend size_t qHash(const Thread &thread, size_t seed = 0)
    {
        return qHashMulti(seed, thread.calendar, thread.event);
    }
};

}

template <> struct std::hash<hearth::client::Thread> {
    size_t operator()(const hearth::client::Thread &thread) const noexcept { return qHash(thread); }
};
