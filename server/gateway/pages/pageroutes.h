#pragma once

#include "server/gateway/route.h"

/// The pages that an invitation's link leads to in a browser: /invite/{code} and what follows from it.
namespace hearth::server::gateway::pageroutes {

constexpr qint64 kFormLimit = 16 * 1024; ///< bytes of a form

void style(const ExchangePtr &exchange);
void icon(const ExchangePtr &exchange);
/// The invitation, or, for who has joined here, what comes next.
void show(const ExchangePtr &exchange);
void registerAndJoin(const ExchangePtr &exchange);
void signInAndJoin(const ExchangePtr &exchange);
/// Makes an app password and shows it with all that a device can be set up with.
void setUpDevice(const ExchangePtr &exchange);
void finish(const ExchangePtr &exchange);
/// From where a form was sent to the invitation, for who asks for such an address without a form.
void goBack(const ExchangePtr &exchange);
/// The page of a profile for Apple's devices; only its button fetches it, so that no preview does.
void showProfile(const ExchangePtr &exchange);
void fetchProfile(const ExchangePtr &exchange);

}
