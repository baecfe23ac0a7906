#include "server/rpc/rpctarget.h"

#include <QHostAddress>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace hearth::server::rpc {

namespace {

constexpr QLatin1StringView kSchemes[] = {"dns:///"_L1, "dns:"_L1, "ipv4:"_L1, "ipv6:"_L1};

bool isUnix(const QString &target) { return target.startsWith("unix:"_L1); }

QStringList addresses(const QString &target)
{
    for (const QLatin1StringView scheme : kSchemes)
        if (target.startsWith(scheme))
            return target.sliced(scheme.size()).split(u',');
    return target.split(u',');
}

QString hostOf(const QString &address)
{
    QString host = address.first(std::max<qsizetype>(0, address.lastIndexOf(u':')));
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.sliced(1, host.size() - 2);
    return host;
}

bool isLoopback(const QString &address)
{
    const QString host = hostOf(address);
    return host == "localhost"_L1 || QHostAddress(host).isLoopback();
}

bool isAddress(const QString &address)
{
    bool ok = false;
    address.sliced(address.lastIndexOf(u':') + 1).toUShort(&ok);
    return ok && !hostOf(address).isEmpty();
}

}

bool isLocalTarget(const QString &target)
{
    const QStringList all = addresses(target);
    return isUnix(target) || std::all_of(all.begin(), all.end(), isLoopback);
}

bool isTarget(const QString &target)
{
    const QStringList all = addresses(target);
    return (isUnix(target) && target.size() > 5) || std::all_of(all.begin(), all.end(), isAddress);
}

}
