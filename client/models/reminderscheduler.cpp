#include "client/models/reminderscheduler.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace hearth::client {

namespace {
constexpr qint64 kMinuteMs = 60'000;
constexpr qint64 kDayMs = 24 * 60 * kMinuteMs;

bool isOfSameTime(const Reminder &a, const Reminder &b)
{
    return a.key.event == b.key.event && a.key.start == b.key.start;
}

/// Of several for one time of an event only the last: the earlier ones say nothing more.
QList<Reminder> lastOnes(const QList<Reminder> &reminders)
{
    QList<Reminder> last;
    for (const Reminder &reminder : reminders) {
        last.removeIf([&reminder](const Reminder &earlier) { return isOfSameTime(earlier, reminder); });
        last.append(reminder);
    }
    return last;
}
}

ReminderScheduler::ReminderScheduler(const EventIndex &index, const CalendarList &calendars,
                                     std::unique_ptr<WallAlarm> alarm, const shared::Clock &clock,
                                     QObject *parent)
    : QObject(parent)
    , m_index(index)
    , m_plan(index, calendars)
    , m_alarm(std::move(alarm))
    , m_clock(clock)
{
    connect(&index, &EventIndex::daysChanged, this, [this](QDate first, QDate last) {
        m_plan.note(first, last);
        lookSoon();
    });
    connect(&index, &EventIndex::reset, this, [this] {
        m_plan.noteAll(m_clock.nowMs());
        lookSoon();
    });
    connect(m_alarm.get(), &WallAlarm::rang, this, &ReminderScheduler::look);
    connect(m_alarm.get(), &WallAlarm::clockChanged, this, &ReminderScheduler::look);
}

void ReminderScheduler::start(const QString &log)
{
    m_log = ReminderLog::fromText(log);
    m_started = true;
    if (m_log.sinceMs() == 0) {
        m_log.setSinceMs(m_clock.nowMs());
        Q_EMIT logChanged(m_log.toText());
    }
    m_plan.noteAll(m_clock.nowMs());
    look();
}

void ReminderScheduler::setSettings(shared::CalendarId calendar, const ReminderSettings &settings)
{
    if (m_plan.settings(calendar) == settings)
        return;
    if (!m_started) {
        m_plan.setSettings(calendar, settings);
        return Q_EMIT settingsChanged(calendar);
    }
    look(); // by the old ones, for the last time
    const qint64 now = m_clock.nowMs();
    QSet<ReminderKey> before;
    for (const Reminder &reminder : m_plan.due(fromMs(now), now))
        before.insert(reminder.key);
    m_plan.setSettings(calendar, settings);
    for (const Reminder &reminder : m_plan.due(fromMs(now), now))
        if (!before.contains(reminder.key))
            m_log.addFired(reminder.key, reminder.dueMs);
    Q_EMIT logChanged(m_log.toText());
    Q_EMIT settingsChanged(calendar);
    look();
}

void ReminderScheduler::setQuietHours(const QuietHours &quiet)
{
    m_quiet = quiet;
    look();
}

void ReminderScheduler::takeLive(const Reminder &reminder)
{
    if (m_log.hasFired(reminder.key))
        return;
    m_told.insert(reminder.key, reminder);
    look();
}

QList<Reminder> ReminderScheduler::shown() const
{
    QList<Reminder> reminders = m_shown.values();
    std::sort(reminders.begin(), reminders.end(), [](const Reminder &a, const Reminder &b) {
        return std::tie(a.startMs, a.key.start, a.key.event) < std::tie(b.startMs, b.key.start, b.key.event);
    });
    return reminders;
}

void ReminderScheduler::snooze(const ReminderKey &key, int minutes)
{
    wakeUp(key, m_clock.nowMs() + minutes * kMinuteMs);
}

void ReminderScheduler::snoozeUntilStart(const ReminderKey &key)
{
    if (const auto found = m_shown.constFind(key); found != m_shown.constEnd())
        wakeUp(key, found->startMs);
}

void ReminderScheduler::wakeUp(const ReminderKey &key, qint64 atMs)
{
    if (!m_shown.contains(key))
        return;
    m_log.snooze(key, atMs);
    Q_EMIT logChanged(m_log.toText());
    withdraw(key);
    arm(m_clock.nowMs());
}

void ReminderScheduler::dismiss(const ReminderKey &key) { withdraw(key); }

void ReminderScheduler::withdraw(const ReminderKey &key)
{
    if (m_shown.remove(key) > 0)
        Q_EMIT withdrawn(key);
}

/// A burst of changes is one look.
void ReminderScheduler::lookSoon()
{
    if (std::exchange(m_looking, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_looking = false;
            look();
        },
        Qt::QueuedConnection);
}

void ReminderScheduler::look()
{
    if (!m_started)
        return;
    const qint64 now = m_clock.nowMs();
    m_log.trim(now);
    m_told.removeIf([now](const std::pair<const ReminderKey &, Reminder &> &each) {
        return each.second.endMs < now - kDayMs;
    });
    withdrawStale();
    QList<Reminder> reminders = awoken(now);
    if (!m_quiet.contains(now, m_index.zone()))
        reminders += newlyDue(now);
    show(reminders);
    arm(now);
}

void ReminderScheduler::withdrawStale()
{
    const QList<Reminder> reminders = shown();
    for (const Reminder &reminder : reminders)
        if (!stillOn(reminder.key))
            withdraw(reminder.key);
}

/// The server may know of settings that have not come here yet, so what it says holds.
std::optional<Reminder> ReminderScheduler::stillOn(const ReminderKey &key) const
{
    const auto told = m_told.constFind(key);
    return told == m_told.constEnd() ? m_plan.find(key) : m_plan.confirmed(*told);
}

/// What was put off until now; a wish of the person's own, which no quiet hour holds back.
QList<Reminder> ReminderScheduler::awoken(qint64 nowMs)
{
    QList<Reminder> reminders;
    const auto snoozed = m_log.snoozed();
    for (auto it = snoozed.begin(); it != snoozed.end(); ++it) {
        if (it.value() > nowMs)
            continue;
        m_log.wake(it.key());
        if (const auto reminder = stillOn(it.key()))
            reminders.append(*reminder);
    }
    return reminders;
}

QList<Reminder> ReminderScheduler::newlyDue(qint64 nowMs)
{
    QList<Reminder> reminders;
    const auto add = [&](const Reminder &reminder) {
        if (m_log.hasFired(reminder.key))
            return;
        m_log.addFired(reminder.key, reminder.dueMs);
        if (isWorthSaying(reminder, nowMs))
            reminders.append(reminder);
    };
    for (const Reminder &reminder : m_plan.due(fromMs(nowMs), nowMs))
        add(reminder);
    for (const Reminder &told : std::as_const(m_told))
        if (const auto reminder = m_plan.confirmed(told))
            add(*reminder);
    return reminders;
}

qint64 ReminderScheduler::fromMs(qint64 nowMs) const
{
    return std::max(m_log.sinceMs(), nowMs - ReminderLog::kKeptMs);
}

bool ReminderScheduler::isWorthSaying(const Reminder &reminder, qint64 nowMs) const
{
    return reminder.endMs > nowMs - kDayMs && !m_plan.isOwnLateChange(reminder);
}

void ReminderScheduler::show(const QList<Reminder> &reminders)
{
    if (reminders.isEmpty())
        return;
    const QList<Reminder> last = lastOnes(reminders);
    for (const Reminder &reminder : last) {
        const QList<Reminder> before = m_shown.values();
        for (const Reminder &earlier : before)
            if (isOfSameTime(earlier, reminder) && earlier.key != reminder.key)
                withdraw(earlier.key);
        m_shown.insert(reminder.key, reminder);
    }
    Q_EMIT logChanged(m_log.toText());
    Q_EMIT fired(last);
}

/// At the latest in a day, so that no question reaches further than that.
void ReminderScheduler::arm(qint64 nowMs)
{
    qint64 next = nowMs + kDayMs;
    if (m_quiet.contains(nowMs, m_index.zone())) {
        next = std::min(next, m_quiet.endAfter(nowMs, m_index.zone()));
    } else {
        for (const Reminder &reminder : m_plan.due(nowMs, next)) {
            if (m_log.hasFired(reminder.key))
                continue;
            next = reminder.dueMs;
            break;
        }
    }
    for (const qint64 wake : m_log.snoozed())
        next = std::min(next, std::max(wake, nowMs));
    m_alarm->setFor(next);
}

}
