#pragma once

#include "server/calendar/messages.h"
#include "server/proto/call.h"
#include "server/proto/search.pb.h"
#include "shared/base/result.h"
#include "shared/domain/event.h"
#include "shared/sql/database.h"

#include <QHash>

namespace hearth::server::calendar {

/// One search by one person, in one database.
class SearchReader {
public:
    SearchReader(shared::Database &database, const CallContext &caller);

    shared::Result<pb::SearchResponse> read(const pb::SearchRequest &request);

private:
    struct Match {
        QUuid entity;
        bool isMessage = false;
    };
    shared::Result<QList<shared::CalendarId>> rooms(const pb::CalendarRef &calendar);
    /// The best first.
    QList<Match> matches(const QString &question, int most);
    static QList<QUuid> entities(const QList<Match> &matches, bool messages);
    void addEvents(const QList<Match> &matches);
    void addMessages(const QList<Match> &matches);
    bool mayRead(const shared::Event &event) const;

    shared::Database &m_db;
    const CallContext &m_caller;
    QHash<QUuid, pb::SearchHit> m_hits; ///< by their entity
};

}
