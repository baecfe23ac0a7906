#pragma once

#include "server/calendar/messages.h"
#include "server/proto/call.h"
#include "server/proto/search.pb.h"
#include "shared/base/result.h"
#include "shared/domain/event.h"
#include "shared/sql/database.h"

#include <vector>

namespace hearth::server::calendar {

/// One search by one person, in one database.
class SearchReader {
public:
    SearchReader(shared::Database &database, const CallContext &caller);

    shared::Result<pb::SearchResponse> read(const pb::SearchRequest &request);

private:
    struct Hit {
        double rank = 0; ///< the best has the lowest
        qint64 atMs = 0;
        pb::SearchHit hit;
    };
    shared::Result<QList<shared::CalendarId>> rooms(const pb::CalendarRef &calendar);
    void addEvents(const QString &question, int most);
    void addMessages(const QString &question, int most);
    bool mayRead(const shared::Event &event) const;

    shared::Database &m_db;
    const CallContext &m_caller;
    std::vector<Hit> m_hits;
};

}
