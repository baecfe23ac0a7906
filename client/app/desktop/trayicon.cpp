#include "client/app/desktop/trayicon.h"

#include "client/app/desktop/dayicon.h"
#include "client/models/eventindex.h"
#include "client/models/remindertext.h"
#include "client/models/upcoming.h"
#include "client/models/workspace.h"
#include "client/ui/theme/themesource.h"
#include "shared/base/clock.h"

namespace hearth::client {

namespace {
constexpr qsizetype kLongest = 60; ///< characters of a menu's row

QString shortened(const QString &text)
{
    return text.size() <= kLongest ? text : text.left(kLongest - 1) + QChar(0x2026);
}

/// A menu takes '&' for a mnemonic.
QString asMenuText(QString text) { return shortened(text).replace(QLatin1Char('&'), QLatin1String("&&")); }
}

TrayIcon::TrayIcon(const ui::ThemeSource &themes, std::unique_ptr<WallAlarm> alarm,
                   const shared::Clock &clock, QObject *parent)
    : QObject(parent)
    , m_themes(themes)
    , m_alarm(std::move(alarm))
    , m_clock(clock)
{
    m_nextAction = m_menu.addAction(QString());
    connect(m_nextAction, &QAction::triggered, this, [this] {
        if (m_next)
            Q_EMIT eventWanted(m_next->shown);
    });
    m_menu.addSeparator();
    connect(m_menu.addAction(tr("Open Hearth")), &QAction::triggered, this, &TrayIcon::openWanted);
    m_createAction = m_menu.addAction(tr("New event…"));
    connect(m_createAction, &QAction::triggered, this, &TrayIcon::createWanted);
    m_menu.addSeparator();
    connect(m_menu.addAction(tr("Quit")), &QAction::triggered, this, &TrayIcon::quitWanted);
    m_icon.setContextMenu(&m_menu);
    connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger)
            Q_EMIT openWanted();
    });
    connect(&themes, &ui::ThemeSource::changed, this, &TrayIcon::look);
    connect(m_alarm.get(), &WallAlarm::rang, this, &TrayIcon::look);
    connect(m_alarm.get(), &WallAlarm::clockChanged, this, &TrayIcon::look);
    look();
    m_icon.show();
}

void TrayIcon::follow(Workspace *workspace)
{
    if (m_workspace)
        disconnect(&m_workspace->events(), nullptr, this, nullptr);
    m_workspace = workspace;
    if (workspace) {
        connect(&workspace->events(), &EventIndex::daysChanged, this, &TrayIcon::lookSoon);
        connect(&workspace->events(), &EventIndex::reset, this, &TrayIcon::lookSoon);
    }
    look();
}

void TrayIcon::setHosting(bool hosting)
{
    m_hosting = hosting;
    look();
}

/// A burst of changes is one look.
void TrayIcon::lookSoon()
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

void TrayIcon::look()
{
    const qint64 now = m_clock.nowMs();
    const QTimeZone zone = m_workspace ? m_workspace->events().zone() : QTimeZone::systemTimeZone();
    const QDate today = QDateTime::fromMSecsSinceEpoch(now, zone).date();
    m_icon.setIcon(dayIcon(today, m_themes.theme()));
    m_next = m_workspace ? upcoming(m_workspace->events(), now) : std::nullopt;
    showNext(now);
    qint64 until = today.addDays(1).startOfDay(zone).toMSecsSinceEpoch();
    if (m_next)
        until = std::min(until, m_next->startMs > now ? m_next->startMs : m_next->endMs);
    m_alarm->setFor(until);
}

void TrayIcon::showNext(qint64 nowMs)
{
    QString next = tr("Nothing in the next days");
    if (m_next) {
        const QTimeZone &zone = m_workspace->events().zone();
        next = m_next->startMs > nowMs ? ReminderText(*m_next, nowMs, zone).title()
                                       : tr("Now: %1").arg(m_next->title);
    }
    m_nextAction->setText(asMenuText(next));
    m_nextAction->setEnabled(m_next.has_value());
    m_createAction->setEnabled(m_workspace != nullptr);
    QStringList lines{tr("Hearth")};
    if (m_workspace)
        lines.append(shortened(next));
    if (m_hosting)
        lines.append(tr("Others can reach your calendars on this computer"));
    m_icon.setToolTip(lines.join(QLatin1Char('\n')));
}

}
