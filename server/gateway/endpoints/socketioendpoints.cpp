#include "server/gateway/endpoints/socketioendpoints.h"

#include "server/gateway/exchange.h"
#include "server/gateway/gatewaycontext.h"
#include "server/gateway/socketio/socketiohub.h"

namespace hearth::server::gateway::socketioendpoints {

void poll(const ExchangePtr &exchange) { exchange->context().socketIo->poll(exchange); }

void post(const ExchangePtr &exchange) { exchange->context().socketIo->post(exchange); }

void preflight(const ExchangePtr &exchange) { exchange->context().socketIo->preflight(exchange); }

}
