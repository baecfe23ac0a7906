#include "server/gateway/live/websocketframe.h"

#include <QtEndian>

namespace hearth::server::gateway {

namespace {
constexpr char kFinalText = char(0x81);
constexpr char kFinalClose = char(0x88);
constexpr char kFinalPing = char(0x89);

template <class Integer> void appendBigEndian(QByteArray &bytes, Integer value)
{
    const Integer big = qToBigEndian(value);
    bytes.append(reinterpret_cast<const char *>(&big), sizeof big);
}

QByteArray frame(char opcode, const QByteArray &payload)
{
    QByteArray bytes;
    bytes.reserve(payload.size() + 10);
    bytes.append(opcode);
    if (payload.size() < 126) {
        bytes.append(static_cast<char>(payload.size()));
    } else if (payload.size() < 65536) {
        bytes.append(char(126));
        appendBigEndian(bytes, static_cast<quint16>(payload.size()));
    } else {
        bytes.append(char(127));
        appendBigEndian(bytes, static_cast<quint64>(payload.size()));
    }
    return bytes.append(payload);
}
}

QByteArray textFrame(const QByteArray &text) { return frame(kFinalText, text); }

QByteArray closeFrame(LiveClose code, const QByteArray &reason)
{
    QByteArray payload;
    appendBigEndian(payload, static_cast<quint16>(code));
    return frame(kFinalClose, payload.append(reason.first(qMin(reason.size(), qsizetype(120)))));
}

QByteArray pingFrame() { return frame(kFinalPing, {}); }

}
