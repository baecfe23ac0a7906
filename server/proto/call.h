#pragma once

#include "shared/base/ids.h"
#include "shared/base/result.h"

#include <QByteArray>

#include <functional>
#include <memory>

namespace hearth::server {

/// What travels with every call between services: who asks, under which request id, until when.
struct CallContext {
    QByteArray requestId;
    shared::UserId user; ///< null before login
    QString username;
    shared::SessionId session;
    qint64 deadlineMs = 0; ///< by the epoch; 0: the callee's own
};

/// Called exactly once, on any thread, possibly before the call returns.
template <class Response> using Reply = std::function<void(shared::Result<Response>)>;

/// Ends a stream when it goes; no item arrives after its destructor has returned.
class Subscription {
public:
    virtual ~Subscription() = default;
};

/// Items of a stream, on any thread, one at a time; after `ended` nothing comes any more and the caller may
/// watch again.
template <class Item> struct StreamHandlers {
    std::function<void(const Item &)> item;
    std::function<void(const shared::Error &)> ended;
};

}
