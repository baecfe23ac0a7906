#include "server/calendar/search/searchservice.h"

#include "server/calendar/search/searchreader.h"

namespace hearth::server::calendar {

SearchService::SearchService(Writer &writer)
    : m_writer(writer)
{
}

void SearchService::find(const CallContext &call, const pb::SearchRequest &request,
                         Reply<pb::SearchResponse> reply)
{
    const auto question = [call, request](shared::Database &database) {
        return SearchReader(database, call).read(request);
    };
    m_writer.read(call, question, std::move(reply));
}

}
