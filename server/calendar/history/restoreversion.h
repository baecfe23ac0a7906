#pragma once

#include "server/calendar/commands/eventbatch.h"
#include "server/calendar/commands/sagastart.h"
#include "server/calendar/history/versiontable.h"
#include "server/proto/history.pb.h"

namespace hearth::server::calendar {

/// Makes an event again what one of its versions was: an edit like any other, of a series of all of it. An
/// event in the trash comes back, and its changed instances with it.
class RestoreVersion {
public:
    RestoreVersion(pb::VersionRequest request, SagaPlan plan);
    shared::Result<SagaStart> operator()(UnitOfWork &unit) const;

private:
    shared::Result<shared::EventDraft> content(UnitOfWork &unit, const shared::Calendar &calendar,
                                               const shared::EventId &id) const;
    shared::Outcome checkVersion(const shared::Event &current) const;
    shared::Result<EventBatch> edit(UnitOfWork &unit, const shared::Calendar &calendar,
                                    const shared::EventId &id, const shared::EventDraft &content) const;
    shared::Result<EventBatch> bringBack(UnitOfWork &unit, const shared::Calendar &calendar,
                                         const shared::Event &deleted,
                                         const shared::EventDraft &content) const;

    pb::VersionRequest m_request;
    SagaPlan m_plan;
};

}
