#pragma once

#include "server/gateway/route.h"

/// The conversation of a calendar and of its events: /api/v1/calendars/{calendar}/messages and
/// /api/v1/calendars/{calendar}/events/{event}/comments.
namespace hearth::server::gateway::messageendpoints {

void list(const ExchangePtr &exchange);
void post(const ExchangePtr &exchange);
void edit(const ExchangePtr &exchange);
void remove(const ExchangePtr &exchange);
void markRead(const ExchangePtr &exchange);
void listComments(const ExchangePtr &exchange);
void postComment(const ExchangePtr &exchange);
void markCommentsRead(const ExchangePtr &exchange);
/// GET /api/v1/me/unread
void unread(const ExchangePtr &exchange);

}
