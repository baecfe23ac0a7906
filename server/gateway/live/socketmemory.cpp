#include "server/gateway/live/socketmemory.h"

#include <QTcpSocket>

#include <QtCore/private/qiodevice_p.h>

namespace hearth::server::gateway {

namespace {
constexpr int kSmallestChunk = 64; // QRingBuffer keeps one chunk of up to this size

void shrink(QRingBuffer &buffer)
{
    buffer.setChunkSize(kSmallestChunk);
    if (buffer.isEmpty())
        buffer.clear();
}
}

void keepNoIdleBuffers(QTcpSocket &socket)
{
    auto *device = static_cast<QIODevicePrivate *>(QObjectPrivate::get(&socket));
    for (QRingBuffer &buffer : device->readBuffers)
        shrink(buffer);
    for (QRingBuffer &buffer : device->writeBuffers)
        shrink(buffer);
}

}
