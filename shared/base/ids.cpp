#include "shared/base/ids.h"

#include "shared/base/clock.h"

#include <QRandomGenerator>

#include <atomic>

namespace hearth::shared {

QUuid newUuid(const Clock &clock)
{
    // Millisecond and a 12-bit counter in one word, so that ids made in one millisecond sort in order.
    static std::atomic<quint64> last{0};
    const quint64 now = static_cast<quint64>(clock.nowMs()) << 12;
    quint64 previous = last.load();
    quint64 stamp = 0;
    do {
        stamp = now > previous ? now : previous + 1;
    } while (!last.compare_exchange_weak(previous, stamp));

    const quint64 random = QRandomGenerator::system()->generate64();
    const quint64 ms = stamp >> 12;
    const auto counter = static_cast<ushort>(stamp & 0xfff);
    return QUuid(
        static_cast<uint>(ms >> 16), static_cast<ushort>(ms & 0xffff), static_cast<ushort>(0x7000 | counter),
        static_cast<uchar>(0x80 | ((random >> 56) & 0x3f)), static_cast<uchar>(random >> 48),
        static_cast<uchar>(random >> 40), static_cast<uchar>(random >> 32), static_cast<uchar>(random >> 24),
        static_cast<uchar>(random >> 16), static_cast<uchar>(random >> 8), static_cast<uchar>(random));
}

}
