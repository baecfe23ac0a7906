#pragma once

#include "server/calendar/calendaroptions.h"
#include "server/calendar/messages.h"
#include "server/calendar/saga/sagarunner.h"
#include "server/calendar/writer.h"
#include "server/platform/hashpool.h"
#include "server/proto/transferapi.h"

#include <memory>
#include <mutex>

namespace hearth::server::calendar {

/// iCalendar files into and out of calendars. Texts are read and written on threads of their own.
class TransferService final : public TransferApi {
public:
    TransferService(Writer &writer, SagaRunner &runner, const CalendarOptions &options);

    /// Finishes the texts that are being read and written; what comes later is refused.
    void close();

    void importCalendar(const CallContext &call, const pb::ImportRequest &request,
                        Reply<pb::ImportResponse> reply) override;
    void exportCalendar(const CallContext &call, const pb::ExportRequest &request,
                        Reply<pb::ExportResponse> reply) override;
    void createFeed(const CallContext &call, const pb::CreateFeedRequest &request,
                    Reply<pb::CreatedFeed> reply) override;
    void feeds(const CallContext &call, const pb::CalendarRequest &request,
               Reply<pb::FeedsResponse> reply) override;
    void revokeFeed(const CallContext &call, const pb::FeedRequest &request, Reply<pb::Empty> reply) override;
    void readFeed(const CallContext &call, const pb::ReadFeedRequest &request,
                  Reply<pb::ReadFeedResponse> reply) override;

private:
    /// Work that costs CPU; answers Unavailable where too much of it waits.
    template <class Response> void submit(const Reply<Response> &reply, std::function<void()> work);

    Writer &m_writer;
    SagaRunner &m_runner;
    const CalendarOptions &m_options;
    std::mutex m_mutex;
    std::unique_ptr<HashPool> m_pool; ///< null once closed
};

}
