#include "client/models/systemwallalarm.h"

#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace hearth::client {

namespace {
constexpr qint64 kSecondMs = 1000;
constexpr long kMsNs = 1'000'000;
}

SystemWallAlarm::SystemWallAlarm(QObject *parent)
    : WallAlarm(parent)
    , m_fd(timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC))
{
    if (m_fd < 0)
        throw std::system_error(errno, std::generic_category(), "timerfd_create");
    m_notifier = std::make_unique<QSocketNotifier>(m_fd, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &SystemWallAlarm::read);
}

SystemWallAlarm::~SystemWallAlarm()
{
    m_notifier.reset();
    close(m_fd);
}

void SystemWallAlarm::setFor(qint64 utcMs)
{
    const qint64 moment = std::max<qint64>(utcMs, 1); // 0 would switch it off
    itimerspec spec{};
    spec.it_value.tv_sec = moment / kSecondMs;
    spec.it_value.tv_nsec = static_cast<long>(moment % kSecondMs) * kMsNs;
    // ECANCELED: it is set, and the clock had been set before; whoever calls has just looked at it.
    if (timerfd_settime(m_fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &spec, nullptr) != 0
        && errno != ECANCELED)
        throw std::system_error(errno, std::generic_category(), "timerfd_settime");
}

void SystemWallAlarm::clear()
{
    const itimerspec off{};
    timerfd_settime(m_fd, 0, &off, nullptr);
}

void SystemWallAlarm::read()
{
    quint64 times = 0;
    if (::read(m_fd, &times, sizeof times) == sizeof times)
        Q_EMIT rang();
    else if (errno == ECANCELED)
        Q_EMIT clockChanged();
}

}
