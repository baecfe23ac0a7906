#include "server/rpc/rpctransport.h"

#include "server/rpc/authrpcclient.h"
#include "server/rpc/authrpcservice.h"
#include "server/rpc/calendarrpcclient.h"
#include "server/rpc/calendarrpcservice.h"
#include "server/rpc/rpcserver.h"

using namespace Qt::StringLiterals;

namespace hearth::server::rpc {

namespace {

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
                                                                    CalendarApi *calendar)
{
    const auto options = optionsFor(config, "rpc.listen"_L1);
    if (!options)
        return options.error();
    std::vector<std::unique_ptr<ServedService>> services;
    if (auth)
        services.push_back(makeAuthRpcService(*auth));
    if (calendar)
        services.push_back(makeCalendarRpcService(*calendar));
    return RpcServer::start(config.text("rpc.listen"_L1), *options, std::move(services));
}

}
