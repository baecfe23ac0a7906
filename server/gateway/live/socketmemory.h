#pragma once

class QTcpSocket;

namespace hearth::server::gateway {

/// Makes the socket give its buffers back whenever they are empty. Qt keeps 16 KiB for reading and 32 KiB for
/// writing with each socket for good, which is most of what an idle one costs.
void keepNoIdleBuffers(QTcpSocket &socket);

}
