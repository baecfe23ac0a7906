#include "shared/base/clock.h"

#include <QDateTime>

namespace hearth::shared {

qint64 SystemClock::nowMs() const { return QDateTime::currentMSecsSinceEpoch(); }

FixedClock::FixedClock(qint64 ms)
    : m_ms(ms)
{
}

qint64 FixedClock::nowMs() const { return m_ms.load(); }

void FixedClock::advance(qint64 ms) { m_ms.fetch_add(ms); }

}
