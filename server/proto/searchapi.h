#pragma once

#include "server/proto/call.h"
#include "server/proto/search.pb.h"

namespace hearth::server {

/// Search over titles, places, people, descriptions and conversation of everything that the caller may see,
/// without regard to case and accents. A part of CalendarApi.
class SearchApi {
public:
    virtual ~SearchApi() = default;

    /// All words must be there, the last one as a beginning. InvalidArgument where there is no word.
    virtual void find(const CallContext &call, const calendar::SearchRequest &request,
                      Reply<calendar::SearchResponse> reply) = 0;
};

}
