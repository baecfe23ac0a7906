#pragma once

#include "server/calendar/calendaroptions.h"
#include "server/calendar/commands/sagastart.h"
#include "server/calendar/saga/sagarunner.h"
#include "server/calendar/subscriptions/feedclaim.h"
#include "server/calendar/writer.h"
#include "server/proto/transfer.pb.h"
#include "shared/ical/icalcodec.h"

#include <QHash>
#include <QSet>

#include <functional>
#include <memory>

namespace hearth::server::calendar {

/// Brings a calendar to what its feed says: what the feed no longer has goes, the rest is imported. Each
/// step's transaction first makes sure that the claim still holds.
class FeedSync : public std::enable_shared_from_this<FeedSync> {
public:
    using Done = std::function<void(const shared::Outcome &)>;
    static constexpr qsizetype kMaxEvents = 10'000; ///< changed instances included

    FeedSync(Writer &writer, SagaRunner &runner, const CalendarOptions &options, FeedClaim claim, Done done);

    /// TooLarge with reason "too_many_events"; InvalidArgument with reason "nothing_readable" where every
    /// component of the document is broken.
    void start(shared::ICalDocument document);

private:
    /// Events that go together, as whoever made them.
    struct Removal {
        shared::UserId maker;
        QList<shared::EventId> events;
    };
    /// What is to stay of the calendar, by UID: the walls of the changed instances; of a broken component
    /// all.
    struct Wanted {
        QHash<QString, QSet<QString>> instances;
        QSet<QString> whole;
    };
    static Wanted wantedOf(const shared::ICalDocument &document, const shared::Calendar &calendar);
    static QList<Removal> gone(shared::Database &database, const FeedClaim &claim, const Wanted &wanted);
    void removeNext();
    void remove(const Removal &removal);
    void removed(const shared::Result<SagaStart> &start);
    void import();

    Writer &m_writer;
    SagaRunner &m_runner;
    const CalendarOptions &m_options;
    const FeedClaim m_claim;
    const Done m_done;
    shared::ICalDocument m_document;
    QList<Removal> m_removals;
};

}
