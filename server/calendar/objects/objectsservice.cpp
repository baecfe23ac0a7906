#include "server/calendar/objects/objectsservice.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;

namespace {
shared::Error notReady() { return {shared::ErrorCode::Unavailable, u"Objects are not ready."_s, {}, 5}; }
}

void ObjectsService::listObjects(const CallContext &, const pb::ListObjectsRequest &,
                                 Reply<pb::ListObjectsResponse> reply)
{
    reply(notReady());
}

void ObjectsService::getObjects(const CallContext &, const pb::GetObjectsRequest &,
                                Reply<pb::GetObjectsResponse> reply)
{
    reply(notReady());
}

void ObjectsService::putObject(const CallContext &, const pb::PutObjectRequest &,
                               Reply<pb::PutObjectResponse> reply)
{
    reply(notReady());
}

void ObjectsService::deleteObject(const CallContext &, const pb::DeleteObjectRequest &,
                                  Reply<pb::Empty> reply)
{
    reply(notReady());
}

void ObjectsService::syncObjects(const CallContext &, const pb::SyncObjectsRequest &,
                                 Reply<pb::SyncObjectsResponse> reply)
{
    reply(notReady());
}

void ObjectsService::freeBusy(const CallContext &, const pb::FreeBusyRequest &,
                              Reply<pb::FreeBusyResponse> reply)
{
    reply(notReady());
}

}
