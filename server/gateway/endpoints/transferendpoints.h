#pragma once

#include "server/gateway/route.h"

/// iCalendar files into calendars and out of them, and the links under which a calendar can be fetched.
namespace hearth::server::gateway::transferendpoints {

constexpr qint64 kImportLimit = 20 * 1000 * 1000; ///< bytes of a body

void importCalendar(const ExchangePtr &exchange);
void exportCalendar(const ExchangePtr &exchange);
void exportEvent(const ExchangePtr &exchange);
void createFeed(const ExchangePtr &exchange);
void feeds(const ExchangePtr &exchange);
void revokeFeed(const ExchangePtr &exchange);
/// Without a token: whoever has the link.
void readFeed(const ExchangePtr &exchange);

}
