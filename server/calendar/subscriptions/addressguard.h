#pragma once

#include <QHostAddress>

namespace hearth::server::calendar {

/// Whether a server may be fetched from that somebody has named: keeps members of a calendar from looking,
/// through this service, into the network that it stands in. Only addresses of the public internet count
/// (IANA's special-purpose registries: RFC 6890 and what came after it); one that has an IPv4 address in it
/// (mapped, NAT64, 6to4) counts as that.
class AddressGuard {
public:
    /// `allowPrivate`: addresses of the own machine and the own network count too; never those of many.
    explicit AddressGuard(bool allowPrivate)
        : m_allowPrivate(allowPrivate)
    {
    }

    bool allows(const QHostAddress &address) const;

private:
    bool m_allowPrivate;
};

}
