#pragma once

#include "server/gateway/route.h"

/// What events were, what is in the trash, and the way from one calendar to another.
namespace hearth::server::gateway::historyendpoints {

/// GET /api/v1/calendars/{calendar}/events/{event}/history?limit=&cursor=
void list(const ExchangePtr &exchange);
/// GET /api/v1/calendars/{calendar}/events/{event}/versions/{number}
void findVersion(const ExchangePtr &exchange);
/// POST /api/v1/calendars/{calendar}/events/{event}/versions/{number}/restore
void restoreVersion(const ExchangePtr &exchange);
/// POST /api/v1/calendars/{calendar}/events/{event}/move
void move(const ExchangePtr &exchange);
/// GET /api/v1/calendars/{calendar}/trash?limit=&cursor=
void trash(const ExchangePtr &exchange);
/// GET /api/v1/calendars/trash
void trashedCalendars(const ExchangePtr &exchange);
/// POST /api/v1/calendars/{calendar}/restore?name=
void restoreCalendar(const ExchangePtr &exchange);

}
