#include "client/app/desktop/remindernotices.h"

#include "client/models/eventindex.h"
#include "client/models/memberlist.h"
#include "client/models/reminderrequests.h"
#include "client/models/reminderscheduler.h"
#include "client/models/remindertext.h"
#include "client/models/workspace.h"

namespace hearth::client {

using namespace Qt::StringLiterals;

namespace {
constexpr int kSeparately = 3; ///< more than that at once are one notification
constexpr int kSnoozeMinutes = 10;
const QString kGathered = u"reminders"_s;
const QString kOpen = u"open"_s;
const QString kSnooze = u"snooze"_s;
const QString kClaim = u"claim"_s;
}

ReminderNotices::ReminderNotices(Notifier &notifier, const shared::Clock &clock,
                                 std::function<bool()> isLookedAt, QObject *parent)
    : QObject(parent)
    , m_notifier(notifier)
    , m_clock(clock)
    , m_isLookedAt(std::move(isLookedAt))
{
    connect(&notifier, &Notifier::acted, this, &ReminderNotices::act);
}

void ReminderNotices::follow(Workspace *workspace)
{
    if (m_workspace)
        disconnect(&m_workspace->reminders(), nullptr, this, nullptr);
    const auto shown = std::exchange(m_shown, {});
    for (auto it = shown.begin(); it != shown.end(); ++it)
        m_notifier.withdraw(it.key());
    m_notifier.withdraw(kGathered);
    m_workspace = workspace;
    if (!workspace)
        return;
    connect(&workspace->reminders(), &ReminderScheduler::fired, this, &ReminderNotices::announce);
    connect(&workspace->reminders(), &ReminderScheduler::withdrawn, this, [this](const ReminderKey &key) {
        if (m_shown.remove(key.toString()) > 0)
            m_notifier.withdraw(key.toString());
        if (m_workspace->reminders().shown().isEmpty())
            m_notifier.withdraw(kGathered);
    });
}

void ReminderNotices::announce(const QList<Reminder> &reminders)
{
    if (m_isLookedAt())
        return;
    if (reminders.size() > kSeparately)
        return showGathered(reminders);
    for (const Reminder &reminder : reminders)
        showOne(reminder);
}

void ReminderNotices::showOne(const Reminder &reminder)
{
    const ReminderText text(reminder, m_clock.nowMs(), m_workspace->events().zone());
    Notification notification{
        reminder.key.toString(),
        text.title(),
        text.detail(),
        {{kOpen, tr("Open")}, {kSnooze, tr("Again in %n minute(s)", nullptr, kSnoozeMinutes)}}};
    if (mayClaim(reminder))
        notification.actions.append({kClaim, tr("I’ve got it")});
    m_shown.insert(notification.id, reminder);
    m_notifier.show(notification);
}

void ReminderNotices::showGathered(const QList<Reminder> &reminders)
{
    QStringList titles;
    for (const Reminder &reminder : reminders)
        titles.append(ReminderText(reminder, m_clock.nowMs(), m_workspace->events().zone()).title());
    m_notifier.show({kGathered,
                     tr("%n reminder(s)", nullptr, int(reminders.size())),
                     titles.join(u'\n'),
                     {{kOpen, tr("Open")}}});
}

bool ReminderNotices::mayClaim(const Reminder &reminder) const
{
    return m_workspace->members().membersOf(reminder.calendar).size() > 1
        && m_workspace->reminders().claimedBy(reminder).isEmpty();
}

void ReminderNotices::act(const QString &id, const QString &action)
{
    if (id == kGathered)
        return Q_EMIT windowWanted();
    const auto found = m_shown.constFind(id);
    if (found == m_shown.constEnd() || !m_workspace)
        return;
    const Reminder reminder = *found;
    if (action == kSnooze)
        return m_workspace->reminders().snooze(reminder.key, kSnoozeMinutes);
    if (action == kClaim)
        return claim(reminder);
    m_workspace->reminders().dismiss(reminder.key);
    Q_EMIT openWanted(reminder.shown);
}

void ReminderNotices::claim(const Reminder &reminder)
{
    m_workspace->reminderRequests().claim(
        reminder, [self = QPointer(this), key = reminder.key](const shared::Outcome &outcome) {
            if (!self || !self->m_workspace)
                return;
            if (outcome)
                self->m_workspace->reminders().dismiss(key);
            else
                Q_EMIT self->failed(outcome.error().message);
        });
}

}
