#include "client/ui/window/calendarpage.h"

#include "client/models/calendareditor.h"
#include "client/models/calendarlist.h"
#include "client/models/conversations.h"
#include "client/models/eventindex.h"
#include "client/models/memberlist.h"
#include "client/models/noticelist.h"
#include "client/models/onboarding.h"
#include "client/models/workspace.h"
#include "client/ui/dialogs/ground.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/views/minimonth.h"
#include "client/ui/views/viewstack.h"
#include "client/ui/widgets/banner.h"
#include "client/ui/widgets/emptystate.h"
#include "client/ui/widgets/toastwidget.h"
#include "client/ui/window/eventpanel.h"
#include "client/ui/window/remindercard.h"
#include "client/ui/window/sidebar.h"
#include "client/ui/window/sidepanel.h"
#include "client/ui/window/statusbar.h"
#include "client/ui/window/topbar.h"

#include <QDataStream>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
/// Below that a week can't be read.
constexpr int kViewWidth = 440;
}

CalendarPage::CalendarPage(ThemeSource &themes, Workspace &workspace, Onboarding &onboarding,
                           const shared::Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_workspace(workspace)
    , m_onboarding(onboarding)
    , m_context{workspace.events(), workspace.calendars(), workspace.editor(), themes, clock}
{
    setAcceptDrops(true);
    build();
    wireTopBar();
    wireSidebar();
    wireViews();
    wireWorkspace();
    addKeys();
    rangeChanged();
    m_views->setFocus();
}

void CalendarPage::build()
{
    m_sidebar = new Sidebar(m_context, m_workspace);
    m_top = new TopBar(m_themes);
    QWidget *middle = buildMiddle();
    m_panel = new SidePanel(m_context, m_workspace);
    m_panel->hide();
    m_status = new StatusBar(m_themes, m_context.clock);
    m_status->setZone(m_context.events.zone());
    m_toast = new ToastWidget(m_themes, middle);
    m_reminders = new ReminderCard(m_themes, m_workspace, m_context.clock, middle);
    arrange(middle);
}

/// The banner, and below it the views, or what to do while there is no calendar.
QWidget *CalendarPage::buildMiddle()
{
    m_banner = new Banner(m_themes, BannerKind::Warn, {});
    m_banner->setFlush(true);
    m_banner->setAction(tr("Try now"));
    m_banner->hide();
    m_views = new ViewStack(m_context);
    m_empty = new EmptyState(m_themes, u"calendar"_s, {}, {});
    m_centre = new QStackedWidget;
    m_centre->addWidget(m_views);
    m_centre->addWidget(m_empty);
    auto *middle = new Ground(m_themes, Ground::Tone::Sheet);
    auto *column = new QVBoxLayout(middle);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_banner);
    column->addWidget(m_centre, 1);
    return middle;
}

void CalendarPage::arrange(QWidget *middle)
{
    const Measures &m = m_themes.theme().measures();
    auto *inner = new QSplitter;
    inner->addWidget(middle);
    inner->addWidget(m_panel);
    inner->setStretchFactor(0, 1);
    inner->setCollapsible(0, false);
    inner->setCollapsible(1, false);
    inner->setHandleWidth(0);
    inner->setSizes({1000, m.panel});
    auto *right = new QWidget;
    auto *rightColumn = new QVBoxLayout(right);
    rightColumn->setContentsMargins({});
    rightColumn->setSpacing(0);
    rightColumn->addWidget(m_top);
    rightColumn->addWidget(inner, 1);

    m_splitter = new QSplitter;
    m_splitter->setHandleWidth(0);
    m_splitter->addWidget(m_sidebar);
    m_splitter->addWidget(right);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setCollapsible(0, false);
    m_splitter->setCollapsible(1, false);
    m_splitter->setSizes({m.sidebar, 1200});
    m_sidebar->setMaximumWidth(m.sidebarMax);
    m_panel->setMaximumWidth(m.panelMax);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_splitter, 1);
    column->addWidget(m_status);
}

void CalendarPage::wireTopBar()
{
    connect(m_top, &TopBar::todayWanted, m_views, &ViewStack::goToToday);
    connect(m_top, &TopBar::previousWanted, m_views, &ViewStack::previous);
    connect(m_top, &TopBar::nextWanted, m_views, &ViewStack::next);
    connect(m_top, &TopBar::kindWanted, m_views, &ViewStack::setKind);
    connect(m_top, &TopBar::createWanted, this, &CalendarPage::createNew);
    connect(m_top, &TopBar::searchWanted, this, &CalendarPage::showSearch);
    connect(m_top, &TopBar::panelToggled, this, &CalendarPage::showPanel);
    connect(m_top, &TopBar::sidebarWanted, this, [this] { showSidebar(true); });
    const auto mayCreate = [this] { m_top->setMayCreate(m_context.calendars.defaultCalendar() != nullptr); };
    connect(&m_context.calendars, &QAbstractItemModel::modelReset, this, mayCreate);
    mayCreate();
}

void CalendarPage::wireSidebar()
{
    connect(m_sidebar, &Sidebar::foldWanted, this, [this] { showSidebar(false); });
    connect(m_sidebar, &Sidebar::createCalendarWanted, this, &CalendarPage::createCalendar);
    connect(m_sidebar, &Sidebar::joinCalendarWanted, this, [this] { joinCalendar({}); });
    connect(m_empty, &EmptyState::actionTaken, this, &CalendarPage::createCalendar);
    connect(&m_context.calendars, &QAbstractItemModel::modelReset, this, &CalendarPage::showWhetherEmpty);
    connect(m_sidebar, &Sidebar::editCalendarWanted, this, &CalendarPage::editCalendar);
    connect(m_sidebar, &Sidebar::leaveCalendarWanted, this, &CalendarPage::leaveCalendar);
    connect(m_sidebar, &Sidebar::deleteCalendarWanted, this, &CalendarPage::deleteCalendar);
    connect(m_sidebar, &Sidebar::acceptInvitationWanted, this, [this] { acceptInvitation({}); });
    connect(m_sidebar, &Sidebar::membersWanted, this, &CalendarPage::showMembers);
    connect(m_sidebar, &Sidebar::pollsWanted, this, &CalendarPage::showPolls);
    connect(m_sidebar, &Sidebar::conversationWanted, this, &CalendarPage::showConversation);
    connect(m_sidebar, &Sidebar::inviteWanted, this, &CalendarPage::inviteWanted);
    connect(m_sidebar, &Sidebar::accountMenuWanted, this, &CalendarPage::showAccountMenu);
    connect(m_sidebar->miniMonth(), &MiniMonth::dayActivated, m_views, &ViewStack::goTo);
    connect(m_sidebar->miniMonth(), &MiniMonth::rangeActivated, this, [this](QDate first, QDate last) {
        const qint64 days = first.daysTo(last) + 1;
        m_views->setKind(days == 1       ? ViewKind::Day
                             : days <= 3 ? ViewKind::ThreeDays
                             : days <= 7 ? ViewKind::Week
                                         : ViewKind::Month);
        m_views->goTo(first);
    });
}

void CalendarPage::wireViews()
{
    connect(m_views, &ViewStack::rangeChanged, this, &CalendarPage::rangeChanged);
    connect(m_views, &ViewStack::kindChanged, this, &CalendarPage::rangeChanged);
    connect(m_views, &ViewStack::createRequested, this, &CalendarPage::showQuickAdd);
    connect(m_views, &ViewStack::openRequested, this, &CalendarPage::openEditor);
    connect(m_views, &ViewStack::selectionChanged, m_panel,
            [this](shared::EventId event) { m_panel->setEvent(event); });
    connect(m_views, &ViewStack::selectionChanged, this, [this](shared::EventId event) {
        const EventItem *item = m_context.events.find(event);
        if (item && item->conflict) {
            m_panel->showPage(SidePanel::Page::Event);
            showPanel(true);
        }
    });
    connect(m_panel, &SidePanel::closeWanted, this, [this] { showPanel(false); });
    connect(m_panel, &SidePanel::eventWanted, this, &CalendarPage::jumpTo);
    connect(m_panel, &SidePanel::pollsWanted, this, &CalendarPage::showPolls);
    connect(&m_panel->eventPanel(), &EventPanel::editWanted, this, &CalendarPage::openEditor);
    connect(&m_panel->eventPanel(), &EventPanel::deleteWanted, this,
            [this](shared::EventId event) { m_views->remove(event); });
    m_views->setScopeAsker([this](shared::EventId event, ScopePurpose purpose, const ScopeAnswer &answer) {
        askScope(event, purpose, true, answer);
    });
}

void CalendarPage::wireWorkspace()
{
    connect(&m_workspace, &Workspace::connectionChanged, this, &CalendarPage::connectionChanged);
    connect(&m_workspace, &Workspace::changeRefused, m_toast, &ToastWidget::say);
    connect(&m_context.editor, &CalendarEditor::done, this, [this](const QString &sentence) {
        m_toastRedoes = false;
        m_toast->sayWithUndo(sentence, tr("Ctrl Z"));
    });
    connect(&m_context.editor, &CalendarEditor::undone, this, [this](const QString &sentence) {
        m_toastRedoes = m_context.editor.stack().canRedo();
        if (m_toastRedoes)
            m_toast->sayWithAction(sentence, tr("Redo"), tr("Ctrl Shift Z"));
        else
            m_toast->say(sentence);
    });
    connect(m_toast, &ToastWidget::actionTaken, this, &CalendarPage::takeToastAction);
    connect(m_reminders, &ReminderCard::openWanted, this, &CalendarPage::jumpTo);
    connect(m_reminders, &ReminderCard::said, this, &CalendarPage::say);
    connect(m_banner, &Banner::actionTaken, &m_workspace, [this] { m_workspace.retryNow(); });
    connect(&m_onboarding, &Onboarding::hostingChanged, m_status, &StatusBar::setHosting);
    m_status->setHosting(m_onboarding.hosting());
    const auto countOnline = [this] { m_status->setOnline(m_workspace.members().onlineCount()); };
    connect(&m_workspace.members(), &QAbstractItemModel::modelReset, this, countOnline);
    connect(&m_workspace.members(), &QAbstractItemModel::dataChanged, this, countOnline);
    countOnline();
    const Conversations &conversations = m_workspace.conversations();
    const NoticeList &notices = m_workspace.notices();
    const auto countNew = [this, &conversations, &notices] {
        m_top->setNews(conversations.unreadEverywhere() > 0 || notices.unread() > 0);
    };
    connect(&conversations, &Conversations::unreadChanged, this, countNew);
    connect(&notices, &NoticeList::unreadChanged, this, countNew);
    countNew();
    connectionChanged(m_workspace.connection());
}

void CalendarPage::connectionChanged(const ConnectionState &state)
{
    m_status->setConnection(state);
    const bool offline = state.kind == ConnectionState::Kind::Offline;
    const bool refused = state.kind == ConnectionState::Kind::Refused;
    m_banner->setKind(refused ? BannerKind::Bad : BannerKind::Warn);
    m_banner->setIconName(refused ? u"shield"_s : u"cloudoff"_s);
    m_banner->setText(refused && !state.detail.isEmpty() ? state.detail : StatusBar::words(state));
    m_banner->setDetail(
        offline ? tr("%1 can’t be reached. Go on working, all is kept here and sent later.").arg(state.server)
                : QString());
    m_banner->setVisible(offline || refused);
    showWhetherEmpty();
}

/// Before the first meeting with the server nobody knows yet whether there is a calendar.
void CalendarPage::showWhetherEmpty()
{
    const bool empty = m_context.calendars.rowCount() == 0;
    const ConnectionState state = m_workspace.connection();
    const bool known = state.kind == ConnectionState::Kind::Live || state.lastInStep.isValid();
    if (known) {
        m_empty->setTexts(u"calendar"_s, tr("No calendar yet"),
                          tr("Make one and invite the others, or join one with + beside Calendars."));
        m_empty->setAction(tr("New calendar"), u"plus"_s);
    } else {
        m_empty->setTexts(u"sync"_s, tr("One moment"), tr("Your calendars are on their way."));
        m_empty->setAction({});
    }
    m_centre->setCurrentWidget(empty ? static_cast<QWidget *>(m_empty) : m_views);
}

void CalendarPage::say(const QString &sentence) { m_toast->say(sentence); }

void CalendarPage::rangeChanged()
{
    const DateRange range = m_views->range();
    m_top->setTitle(m_views->title(), m_views->shortTitle(), m_views->weekText());
    m_top->setKind(m_views->kind());
    m_sidebar->miniMonth()->setRange(range.first, range.last);
}

void CalendarPage::showPanel(bool shown)
{
    m_panel->setVisible(shown);
    m_top->setPanelShown(shown);
    fitPanes();
}

void CalendarPage::showConversation(shared::CalendarId calendar)
{
    m_panel->showConversation(calendar);
    showPanel(true);
}

/// The panel makes room for the sidebar where the window is too narrow for both.
void CalendarPage::showSidebar(bool shown)
{
    m_sidebarWanted = shown;
    fitPanes();
    if (!shown || m_sidebar->isVisibleTo(this))
        return;
    showPanel(false);
    m_sidebar->show();
    m_top->setSidebarShown(true);
}

/// The sidebar folds by itself where the view would become too narrow to read.
void CalendarPage::fitPanes()
{
    const Measures &m = m_themes.theme().measures();
    const int panel = m_panel->isVisibleTo(this) ? std::max(m_panel->width(), m.panelMin) : 0;
    const int needed = m_themes.theme().scaled(kViewWidth) + panel + m.sidebarMin;
    const bool shown = m_sidebarWanted && width() >= needed;
    m_sidebar->setVisible(shown);
    m_top->setSidebarShown(shown);
}

void CalendarPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitPanes();
}

void CalendarPage::tell(const shared::Outcome &outcome, const QString &success)
{
    say(outcome ? success : outcome.error().message);
}

void CalendarPage::undo()
{
    if (m_context.editor.stack().canUndo())
        m_context.editor.stack().undo();
    else
        say(tr("There is nothing to undo."));
}

void CalendarPage::redo()
{
    if (m_context.editor.stack().canRedo())
        m_context.editor.stack().redo();
    else
        say(tr("There is nothing to redo."));
}

void CalendarPage::takeToastAction()
{
    if (m_toastRedoes)
        redo();
    else
        undo();
}

QByteArray CalendarPage::saveLayout() const
{
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream << m_splitter->saveState() << m_sidebarWanted << m_panel->isVisibleTo(this)
           << int(m_views->kind());
    return state;
}

void CalendarPage::restoreLayout(const QByteArray &state)
{
    QDataStream stream(state);
    QByteArray splitter;
    bool sidebar = true;
    bool panel = false;
    int kind = int(ViewKind::Week);
    stream >> splitter >> sidebar >> panel >> kind;
    if (stream.status() != QDataStream::Ok || kind < int(ViewKind::Day) || kind > int(ViewKind::Agenda))
        return;
    m_splitter->restoreState(splitter);
    showSidebar(sidebar);
    showPanel(panel);
    m_views->setKind(ViewKind(kind));
}

}
