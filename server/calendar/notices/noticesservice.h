#pragma once

#include "server/calendar/messages.h"
#include "server/calendar/writer.h"
#include "server/proto/noticesapi.h"

namespace hearth::server::calendar {

class NoticesService final : public NoticesApi {
public:
    explicit NoticesService(Writer &writer);

    void notices(const CallContext &call, const pb::NoticesRequest &request,
                 Reply<pb::NoticesResponse> reply) override;

private:
    Writer &m_writer;
};

}
