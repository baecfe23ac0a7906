#pragma once

#include "server/gateway/route.h"

/// Reminders and who takes care of what: /api/v1/calendars/{calendar}/reminders and its neighbours.
namespace hearth::server::gateway::reminderendpoints {

void list(const ExchangePtr &exchange);
void settings(const ExchangePtr &exchange);
void setSettings(const ExchangePtr &exchange);
void setDefaults(const ExchangePtr &exchange);
void ofEvent(const ExchangePtr &exchange);
void setOfEvent(const ExchangePtr &exchange);
/// "I've got it": {"occurrence"} for one of a series, {} else.
void claim(const ExchangePtr &exchange);
void release(const ExchangePtr &exchange);

}
