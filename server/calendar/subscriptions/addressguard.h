#pragma once

#include <QHostAddress>
#include <QList>
#include <QStringList>

namespace hearth::server::calendar {

/// Whether a server may be fetched from that somebody has named: keeps members of a calendar from looking,
/// through this service, into the network that it stands in. Only addresses of the public internet count
/// (IANA's special-purpose registries: RFC 6890 and what came after it); one that has an IPv4 address in it
/// (mapped, NAT64, 6to4) counts as that.
class AddressGuard {
public:
    /// `allowed`: networks that count besides, as "10.1.0.0/16" or a single address; what is none is left
    /// out.
    explicit AddressGuard(const QStringList &allowed = {});

    bool allows(const QHostAddress &address) const;

private:
    QList<QPair<QHostAddress, int>> m_allowed;
};

}
