#pragma once

#include "server/proto/transferapi.h"
#include "tests/support/scriptedpart.h"

namespace hearth::tests {

/// Records every call and answers as it is told to.
class FakeTransfer final : public server::TransferApi, public ScriptedPart {
public:
    void importCalendar(const server::CallContext &call, const calendar::ImportRequest &request,
                        server::Reply<calendar::ImportResponse> reply) override
    {
        answer("importCalendar", call, request.SerializeAsString(), reply);
    }
    void exportCalendar(const server::CallContext &call, const calendar::ExportRequest &request,
                        server::Reply<calendar::ExportResponse> reply) override
    {
        answer("exportCalendar", call, request.SerializeAsString(), reply);
    }
    void createFeed(const server::CallContext &call, const calendar::CreateFeedRequest &request,
                    server::Reply<calendar::CreatedFeed> reply) override
    {
        answer("createFeed", call, request.SerializeAsString(), reply);
    }
    void feeds(const server::CallContext &call, const calendar::CalendarRequest &request,
               server::Reply<calendar::FeedsResponse> reply) override
    {
        answer("feeds", call, request.SerializeAsString(), reply);
    }
    void revokeFeed(const server::CallContext &call, const calendar::FeedRequest &request,
                    server::Reply<calendar::Empty> reply) override
    {
        answer("revokeFeed", call, request.SerializeAsString(), reply);
    }
    void readFeed(const server::CallContext &call, const calendar::ReadFeedRequest &request,
                  server::Reply<calendar::ReadFeedResponse> reply) override
    {
        answer("readFeed", call, request.SerializeAsString(), reply);
    }
};

}
