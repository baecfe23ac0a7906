#include "client/ui/window/mainwindow.h"

#include "client/models/calendarlist.h"
#include "client/models/workspace.h"
#include "client/ui/dialogs/confirmdialog.h"
#include "client/ui/firstrun/firstrun.h"
#include "client/ui/firstrun/hostreadypage.h"
#include "client/ui/theme/icons.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/window/calendarpage.h"
#include "client/ui/window/invitepopover.h"

#include <QCloseEvent>
#include <QSettings>
#include <QStackedWidget>
#include <QTimer>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr QSize kFirstSize(1440, 900);
constexpr QSize kSmallest(640, 480);
}

MainWindow::MainWindow(ThemeSource &themes, Onboarding &onboarding, const shared::Clock &clock)
    : m_themes(themes)
    , m_onboarding(onboarding)
    , m_clock(clock)
    , m_stack(new QStackedWidget)
{
    setWindowTitle(tr("Hearth"));
    setWindowIcon(Icons::appIcon());
    setMinimumSize(kSmallest);
    setCentralWidget(m_stack);
    resize(kFirstSize);
    restoreGeometry(QSettings().value(u"window/geometry"_s).toByteArray());
    connect(&onboarding, &Onboarding::workspaceChanged, this, [this] {
        if (!m_onboarding.workspace())
            showFirstRun();
        else if (!m_firstRun)
            showWorkspace();
    });
    if (onboarding.workspace())
        showWorkspace();
    else
        showFirstRun();
}

MainWindow::~MainWindow() = default;

void MainWindow::showFirstRun()
{
    if (m_page) {
        m_page->deleteLater();
        m_page = nullptr;
    }
    m_firstRun = new FirstRun(m_themes, m_onboarding);
    connect(m_firstRun, &FirstRun::finished, this, &MainWindow::showWorkspace);
    m_stack->setCurrentIndex(m_stack->addWidget(m_firstRun));
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
    m_stack->setCurrentIndex(m_stack->addWidget(m_page));
}

void MainWindow::openInvitation(const InvitationLink &link)
{
    if (m_firstRun)
        m_firstRun->showInvitation(link);
    raise();
    activateWindow();
}

void MainWindow::showInvitation()
{
    const shared::Calendar *calendar = m_onboarding.workspace()->calendars().defaultCalendar();
    if (!calendar)
        return;
    auto *popover = new InvitePopover(m_themes, m_onboarding, calendar->name, this);
    popover->setAttribute(Qt::WA_DeleteOnClose);
    popover->popup(QRect(QCursor::pos(), QSize(1, 1)), PopoverFrame::Side::After);
}

void MainWindow::signOut()
{
    Workspace *workspace = m_onboarding.workspace();
    const int waiting = workspace->connection().waiting;
    const QString sentence = waiting > 0
        ? tr("%n change(s) have not been sent yet and would be lost.", nullptr, waiting)
        : tr("Your calendars stay on the server. What is kept on this computer is removed.");
    if (confirm(m_themes, tr("Sign out?"), sentence, tr("Sign out"), this))
        workspace->signOut([](const shared::Outcome &) {});
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
