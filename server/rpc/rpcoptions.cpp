#include "server/rpc/rpcoptions.h"

#include "server/rpc/rpctarget.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace hearth::server::rpc {

namespace {

using shared::Error;
using shared::ErrorCode;

shared::Result<std::string> readPem(const Config &config, QLatin1StringView key)
{
    const QString name = config.path(key);
    if (name.isEmpty())
        return Error{ErrorCode::InvalidArgument, u"rpc.tls=mutual needs %1"_s.arg(key)};
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::InvalidArgument,
                     u"%1: the file %2 can't be read: %3"_s.arg(key, name, file.errorString())};
    return file.read(1024 * 1024).toStdString();
}

}

shared::Result<RpcOptions> RpcOptions::fromConfig(const Config &config)
{
    RpcOptions options;
    options.deadline = config.duration("rpc.deadline"_L1);
    options.breakerFailures = config.integer("rpc.breaker_failures"_L1);
    options.breakerPause = config.duration("rpc.breaker_pause"_L1);
    if (config.text("rpc.tls"_L1) == "off"_L1)
        return options;
    MutualTls tls;
    for (const auto &[key, member] :
         {std::pair("rpc.tls.cert"_L1, &MutualTls::certificate), std::pair("rpc.tls.key"_L1, &MutualTls::key),
          std::pair("rpc.tls.ca"_L1, &MutualTls::ca)}) {
        auto pem = readPem(config, key);
        if (!pem)
            return pem.error();
        tls.*member = std::move(*pem);
    }
    options.tls = std::move(tls);
    return options;
}

shared::Outcome RpcOptions::checkTarget(QLatin1StringView key, const QString &target) const
{
    if (!isTarget(target))
        return Error{ErrorCode::InvalidArgument,
                     u"%1: \"%2\" is neither HOST:PORT nor unix:PATH"_s.arg(key, target)};
    if (!tls && !isLocalTarget(target))
        return Error{ErrorCode::InvalidArgument,
                     u"%1: %2 is not on this machine, so rpc.tls must be mutual"_s.arg(key, target)};
    return shared::Done{};
}

}
