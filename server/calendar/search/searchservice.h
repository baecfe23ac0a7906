#pragma once

#include "server/calendar/writer.h"
#include "server/proto/searchapi.h"

namespace hearth::server::calendar {

/// Search in the calendar database, over the index that its triggers keep.
class SearchService final : public SearchApi {
public:
    explicit SearchService(Writer &writer);

    void find(const CallContext &call, const pb::SearchRequest &request,
              Reply<pb::SearchResponse> reply) override;

private:
    Writer &m_writer;
};

}
