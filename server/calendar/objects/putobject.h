#pragma once

#include "server/calendar/commands/sagastart.h"
#include "server/calendar/objects/objectcontent.h"
#include "server/calendar/objects/objecttable.h"
#include "server/calendar/objects/objecttext.h"
#include "server/proto/objects.pb.h"

namespace hearth::server::calendar {

/// The first step of writing an object: one batch with the series and its instances.
class PutObject {
public:
    PutObject(pb::PutObjectRequest request, SagaPlan plan);
    shared::Result<SagaStart> operator()(UnitOfWork &unit) const;

private:
    shared::Outcome checkName() const;
    shared::Outcome checkUid(ObjectTable &table, const std::optional<ObjectHead> &there,
                             const QString &uid) const;

    pb::PutObjectRequest m_request;
    SagaPlan m_plan;
};

/// The first step of deleting one.
class DeleteObject {
public:
    DeleteObject(pb::DeleteObjectRequest request, SagaPlan plan);
    shared::Result<SagaStart> operator()(UnitOfWork &unit) const;

private:
    pb::DeleteObjectRequest m_request;
    SagaPlan m_plan;
};

}
