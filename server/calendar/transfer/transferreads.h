#pragma once

#include "server/calendar/messages.h"
#include "server/calendar/objects/objecttext.h"
#include "server/calendar/transfer/feedtable.h"
#include "server/proto/call.h"
#include "server/proto/transfer.pb.h"

namespace hearth::server::calendar {

/// Events as somebody sees them, to be written as text.
struct ExportedEvents {
    shared::Calendar calendar;
    QList<shared::Event> events;
};

/// The whole calendar, or one of its events with its changed instances, as the caller sees it.
shared::Result<ExportedEvents> readExport(shared::Database &database, const CallContext &caller,
                                          const pb::ExportRequest &request);

/// What a feed's reader gets.
struct FeedContent {
    QString etag;
    bool known = false; ///< the reader has it already: no events
    ExportedEvents exported;
};
shared::Result<FeedContent> readFeedContent(shared::Database &database, const QString &secretHash,
                                            const QString &knownEtag);

}
