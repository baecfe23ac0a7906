#pragma once

#include "server/calendar/messages.h"
#include "server/calendar/objects/objectoccurrences.h"
#include "server/proto/objects.pb.h"
#include "shared/base/ids.h"
#include "shared/base/result.h"
#include "shared/domain/calendar.h"
#include "shared/sql/database.h"

#include <QHash>
#include <QList>

#include <functional>

namespace hearth::server::calendar {

/// When whom the events of calendars keep busy, within a range: with every occurrence, without what is
/// transparent or cancelled. Titles are not in it.
class BusyTimes {
public:
    /// Whom an event keeps busy.
    using Whom = std::function<QList<shared::UserId>(const shared::Event &)>;
    using Periods = google::protobuf::RepeatedPtrField<pb::BusyPeriod>;

    explicit BusyTimes(const ObjectTable::Range &range);

    /// Adds a calendar's. InvalidArgument with reason "too_many" where there are too many times in all.
    shared::Outcome read(shared::Database &database, const shared::Calendar &calendar, const Whom &whom);
    /// One person's, in order of start; those of one kind don't overlap.
    void writeTo(const shared::UserId &user, Periods &periods) const;

private:
    struct Taken {
        QList<Period> fixed;
        QList<Period> tentative;
    };
    void add(const QList<shared::UserId> &users, const shared::Event &event, const QList<Period> &periods);

    const ObjectTable::Range m_range;
    QHash<shared::UserId, Taken> m_taken;
    qsizetype m_count = 0;
};

}
