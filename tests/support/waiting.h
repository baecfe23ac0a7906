#pragma once

#include "server/proto/call.h"

#include <chrono>
#include <future>
#include <memory>
#include <stdexcept>

namespace hearth::tests {

/// Makes one asynchronous call and waits for its reply: `call` gets the Reply to hand on.
template <class Response, class Call> shared::Result<Response> waitFor(Call call)
{
    auto answer = std::make_shared<std::promise<shared::Result<Response>>>();
    auto future = answer->get_future();
    call(server::Reply<Response>(
        [answer](shared::Result<Response> result) { answer->set_value(std::move(result)); }));
    if (future.wait_for(std::chrono::seconds(30)) != std::future_status::ready)
        throw std::runtime_error("no reply came within 30 s");
    return future.get();
}

}
