#pragma once

#include "server/proto/noticesapi.h"
#include "tests/support/scriptedpart.h"

namespace hearth::tests {

/// Records every call and answers as it is told to.
class FakeNotices final : public server::NoticesApi, public ScriptedPart {
public:
    void notices(const server::CallContext &call, const calendar::NoticesRequest &request,
                 server::Reply<calendar::NoticesResponse> reply) override
    {
        answer("notices", call, request.SerializeAsString(), reply);
    }
};

}
