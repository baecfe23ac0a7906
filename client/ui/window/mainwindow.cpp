#include "client/ui/window/mainwindow.h"

#include "client/models/calendarlist.h"
#include "client/models/workspace.h"
#include "client/ui/dialogs/confirmdialog.h"
#include "client/ui/firstrun/firstrun.h"
#include "client/ui/firstrun/hostreadypage.h"
#include "client/ui/settings/settingsdialog.h"
#include "client/ui/theme/icons.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/views/viewstack.h"
#include "client/ui/window/calendarpage.h"
#include "client/ui/window/invitepopover.h"

#include <QApplication>
#include <QCloseEvent>
#include <QPointer>
#include <QScreen>
#include <QSettings>
#include <QStackedWidget>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr QSize kFirstSize(1440, 900);
constexpr QSize kSmallest(640, 480);
constexpr int kFrameRoom = 40; ///< for the system's title bar
}

MainWindow::MainWindow(ThemeSource &themes, Onboarding &onboarding, const shared::Clock &clock)
    : m_themes(themes)
    , m_onboarding(onboarding)
    , m_clock(clock)
    , m_habits(m_preferences.habits())
    , m_stack(new QStackedWidget)
    , m_textSize(themes.theme().textSize())
{
    setWindowTitle(tr("Hearth"));
    setWindowIcon(Icons::appIcon());
    setMinimumSize(kSmallest);
    setCentralWidget(m_stack);
    resize(kFirstSize.boundedTo(screen()->availableSize() - QSize(0, kFrameRoom)));
    restoreGeometry(QSettings().value(u"window/geometry"_s).toByteArray());
    connect(&onboarding, &Onboarding::workspaceChanged, this, [this] {
        delete m_settings; // it speaks of the workspace that was
        if (!m_onboarding.workspace())
            showFirstRun();
        else if (!m_firstRun || !m_firstRun->isBusy())
            showWorkspace();
    });
    connect(&themes, &ThemeSource::changed, this, &MainWindow::followTextSize);
    setHabits(m_habits);
    connect(&m_preferences, &Preferences::changed, this, &MainWindow::followHabits);
    // While the account of the last time is being opened the window is plain, not a welcome that goes again.
    if (onboarding.workspace())
        showWorkspace();
    else if (!onboarding.isOpening())
        showFirstRun();
}

MainWindow::~MainWindow() = default;

void MainWindow::showFirstRun()
{
    if (m_page) {
        m_page->deleteLater();
        m_page = nullptr;
    }
    if (m_firstRun)
        m_firstRun->deleteLater();
    m_firstRun = new FirstRun(m_themes, m_onboarding);
    connect(m_firstRun, &FirstRun::finished, this, &MainWindow::showWorkspace);
    m_stack->setCurrentIndex(m_stack->addWidget(m_firstRun));
    openPendingInvitation();
}

void MainWindow::showWorkspace()
{
    Workspace *workspace = m_onboarding.workspace();
    if (!workspace)
        return;
    if (m_firstRun) {
        m_firstRun->deleteLater();
        m_firstRun = nullptr;
    }
    delete m_page;
    m_page = new CalendarPage(m_themes, *workspace, m_onboarding, m_clock);
    m_page->restoreLayout(QSettings().value(u"window/layout"_s).toByteArray());
    connect(m_page, &CalendarPage::inviteWanted, this, &MainWindow::showInvitation);
    connect(m_page, &CalendarPage::signOutWanted, this, &MainWindow::signOut);
    connect(m_page, &CalendarPage::settingsWanted, this, &MainWindow::showSettings);
    m_stack->setCurrentIndex(m_stack->addWidget(m_page));
    openPendingInvitation();
}

void MainWindow::openPendingInvitation()
{
    if (const auto link = std::exchange(m_pending, std::nullopt))
        openInvitation(*link);
}

void MainWindow::openInvitation(const InvitationLink &link)
{
    raise();
    activateWindow();
    if (!m_firstRun && !m_page) {
        m_pending = link;
        return;
    }
    if (m_firstRun)
        return m_firstRun->showInvitation(link);
    const QString server = m_onboarding.workspace()->connection().server;
    const QString address = link.address.section(u"://"_s, -1);
    const QString ownKey = m_onboarding.hosting().fingerprint;
    const bool same = (!server.isEmpty() && address.startsWith(server, Qt::CaseInsensitive))
        || (!ownKey.isEmpty() && link.fingerprint == ownKey);
    if (same && !link.code.isEmpty())
        m_page->acceptInvitation(link.toString());
    else if (same)
        m_page->joinCalendar(link.calendarName);
    else
        m_page->say(
            tr("“%1” is at %2. Sign out here first, then open the invitation again.")
                .arg(link.calendarName.isEmpty() ? tr("The calendar") : link.calendarName, link.address));
}

void MainWindow::showInvitation(const QRect &anchor)
{
    Workspace &workspace = *m_onboarding.workspace();
    const shared::Calendar *calendar = workspace.calendars().defaultCalendar();
    if (calendar && !shared::mayManage(calendar->role)) {
        const auto &all = workspace.calendars().calendars();
        const auto own = std::find_if(all.begin(), all.end(), [](const shared::Calendar &each) {
            return shared::mayManage(each.role);
        });
        calendar = own == all.end() ? nullptr : &*own;
    }
    if (!calendar)
        return m_page->say(tr("Only a calendar’s owner invites others to it, and you own none yet."));
    auto *popover = new InvitePopover(m_themes, workspace, m_onboarding, *calendar, this);
    popover->setAttribute(Qt::WA_DeleteOnClose);
    popover->showBeside(anchor);
}

void MainWindow::signOut()
{
    Workspace *workspace = m_onboarding.workspace();
    const int waiting = workspace->connection().waiting;
    const QString sentence = waiting > 0
        ? tr("%n change(s) have not been sent yet and would be lost.", nullptr, waiting)
        : tr("Your calendars stay on the server. What is kept on this computer is removed.");
    if (!confirm(m_themes, tr("Sign out?"), sentence, tr("Sign out"), this))
        return;
    // Where it went well the page is gone by then.
    workspace->signOut([page = QPointer(m_page)](const shared::Outcome &outcome) {
        if (page && !outcome)
            page->say(outcome.error().message);
    });
}

/// Distances are laid down when a page is built: with another text size it is built anew.
void MainWindow::followTextSize()
{
    if (m_themes.theme().textSize() == m_textSize)
        return;
    m_textSize = m_themes.theme().textSize();
    QMetaObject::invokeMethod(this, &MainWindow::rebuild, Qt::QueuedConnection);
}

/// What is painted and laid out by the habits is built anew, too.
void MainWindow::followHabits()
{
    if (std::exchange(m_habits, m_preferences.habits()) == m_preferences.habits())
        return;
    setHabits(m_habits);
    QMetaObject::invokeMethod(this, &MainWindow::rebuild, Qt::QueuedConnection);
}

/// Not modal: what is set is seen behind it at once.
void MainWindow::showSettings()
{
    if (!m_settings) {
        m_settings =
            new SettingsDialog(m_themes, m_preferences, m_onboarding, *m_onboarding.workspace(), this);
        m_settings->setAttribute(Qt::WA_DeleteOnClose);
    }
    m_settings->show();
    m_settings->raise();
    m_settings->activateWindow();
}

void MainWindow::rebuild()
{
    if (m_firstRun && !m_firstRun->isBusy())
        return showFirstRun();
    if (!m_page || QApplication::activeModalWidget())
        return;
    const QByteArray layout = m_page->saveLayout();
    const QDate date = m_page->views().date();
    const shared::EventId selection = m_page->views().selection();
    showWorkspace();
    m_page->restoreLayout(layout);
    m_page->views().goTo(date);
    m_page->views().select(selection);
}

void MainWindow::save()
{
    QSettings settings;
    settings.setValue(u"window/geometry"_s, saveGeometry());
    if (m_page)
        settings.setValue(u"window/layout"_s, m_page->saveLayout());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    save();
    QMainWindow::closeEvent(event);
}

void MainWindow::paintEvent(QPaintEvent *event)
{
    QMainWindow::paintEvent(event);
    if (!m_announced) {
        m_announced = true;
        // After the children of this frame have painted too.
        QTimer::singleShot(0, this, &MainWindow::painted);
    }
}

}
