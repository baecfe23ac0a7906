#pragma once

#include <QString>

namespace hearth::server::rpc {

/// Whether an address to listen at or a target to call ("HOST:PORT", "dns:///HOST:PORT", "ipv4:A:1,B:2",
/// "unix:PATH") stays on this machine: loopback addresses, localhost and unix sockets only.
bool isLocalTarget(const QString &target);

/// Whether it has the form of one.
bool isTarget(const QString &target);

}
