#include "server/rpc/rpctransport.h"

#include "server/platform/logging.h"
#include "server/rpc/authrpcclient.h"
#include "server/rpc/authrpcservice.h"
#include "server/rpc/calendarrpcclient.h"
#include "server/rpc/calendarrpcservice.h"
#include "server/rpc/rpcserver.h"

#include <grpc/support/log.h>

using namespace Qt::StringLiterals;

namespace hearth::server::rpc {

namespace {

/// gRPC's own lines, on any thread. What it calls errors is mostly a peer that went away.
void takeLogLine(gpr_log_func_args *line)
{
    const QString text = QString::fromUtf8(line->message);
    if (line->severity == GPR_LOG_SEVERITY_ERROR)
        logWarning(lcRpc(), text);
    else
        logDebug(lcRpc(), text);
}

/// The options, once the target that they are for has been found usable with them.
shared::Result<RpcOptions> optionsFor(const Config &config, QLatin1StringView key)
{
    auto options = RpcOptions::fromConfig(config);
    if (!options)
        return options;
    if (const auto checked = options->checkTarget(key, config.text(key)); !checked)
        return checked.error();
    return options;
}

}

RpcTransport::RpcTransport() { gpr_set_log_function(takeLogLine); }

shared::Result<std::unique_ptr<AuthApi>> RpcTransport::connectAuth(const Config &config, Metrics &metrics)
{
    const auto options = optionsFor(config, "auth.service"_L1);
    if (!options)
        return options.error();
    return makeAuthRpcClient(config.text("auth.service"_L1), *options, metrics);
}

shared::Result<std::unique_ptr<CalendarApi>> RpcTransport::connectCalendar(const Config &config,
                                                                           Metrics &metrics)
{
    const auto options = optionsFor(config, "calendar.service"_L1);
    if (!options)
        return options.error();
    return makeCalendarRpcClient(config.text("calendar.service"_L1), *options, metrics);
}

shared::Result<std::unique_ptr<ServedServices>> RpcTransport::serve(const Config &config, AuthApi *auth,
                                                                    CalendarApi *calendar, Metrics &metrics)
{
    const auto options = optionsFor(config, "rpc.listen"_L1);
    if (!options)
        return options.error();
    std::vector<std::unique_ptr<ServedService>> services;
    if (auth)
        services.push_back(makeAuthRpcService(*auth));
    if (calendar) {
        for (auto &service : makeCalendarRpcServices(*calendar))
            services.push_back(std::move(service));
    }
    return RpcServer::start(config.text("rpc.listen"_L1), *options, std::move(services), metrics);
}

}
