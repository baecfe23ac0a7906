#pragma once

#include "client/models/connectionstate.h"
#include "client/models/scopequestion.h"
#include "client/ui/views/viewcontext.h"
#include "client/ui/views/viewkind.h"
#include "shared/domain/event.h"

#include <QWidget>

#include <functional>

class QSplitter;
class QStackedWidget;

namespace hearth::client {
class Onboarding;
class Workspace;
struct EventItem;
}

namespace hearth::client::ui {

class Banner;
class EmptyState;
class ReminderCard;
class Sidebar;
class SidePanel;
class StatusBar;
class ThemeSource;
class ToastWidget;
class TopBar;
class ViewStack;

/// The window's content once a calendar is open: sidebar, views, details, status, and what the keys do.
class CalendarPage : public QWidget {
    Q_OBJECT

public:
    CalendarPage(ThemeSource &themes, Workspace &workspace, Onboarding &onboarding,
                 const shared::Clock &clock, QWidget *parent = nullptr);

    ViewStack &views() { return *m_views; }
    QByteArray saveLayout() const;
    void restoreLayout(const QByteArray &state);
    void askScope(shared::EventId event, ScopePurpose purpose, bool withThis, const ScopeAnswer &answer);
    void openEditor(shared::EventId event);
    /// Goes to its day, of a series to that of the next occurrence, selects it and shows its details.
    void jumpTo(shared::EventId wanted);
    /// The editor with a new event.
    void createNew();
    /// Shows the dialog for joining a calendar of that name.
    void joinCalendar(const QString &name);
    /// Shows what an invitation by that link is for, and joins if wanted.
    void acceptInvitation(const QString &link);
    /// A sentence for the person, in the toast.
    void say(const QString &sentence);

Q_SIGNALS:
    /// An invitation to one of the calendars is wanted; `anchor` is what was pressed, in global coordinates.
    void inviteWanted(const QRect &anchor);
    void signOutWanted();
    void settingsWanted();

protected:
    void resizeEvent(QResizeEvent *event) override;
    /// Calendar files may be dropped on the window.
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    shared::EventDraft draftOf(const EventItem &item) const;
    void showEditor(shared::EventId event, const shared::EventDraft &opened, const shared::EventDraft &draft);
    void saveEdited(shared::EventId event, const shared::EventDraft &opened, const shared::EventDraft &draft);
    void save(shared::EventId event, const shared::EventDraft &opened, const shared::EventDraft &draft,
              shared::EditScope scope);
    void build();
    QWidget *buildMiddle();
    void arrange(QWidget *middle);
    void wireTopBar();
    void wireSidebar();
    void wireViews();
    void wireWorkspace();
    void addKeys();
    void addKey(const QList<QKeySequence> &keys, const std::function<void()> &action);
    void addLetter(const QString &letter, const std::function<void()> &action);

    void showQuickAdd(const shared::EventDraft &draft, const QRect &anchor);
    void createInEditor(const shared::EventDraft &draft, shared::CalendarId calendar);
    void add(const shared::EventDraft &draft, shared::CalendarId calendar);
    void showSearch();
    void showGoTo();
    void printView();
    void showAccountMenu(const QPoint &at);
    void showPanel(bool shown);
    void showConversation(shared::CalendarId calendar);
    void showSidebar(bool shown);
    void fitPanes();
    void showWhetherEmpty();
    void createCalendar();
    void editCalendar(shared::CalendarId id);
    void leaveCalendar(shared::CalendarId id);
    void deleteCalendar(shared::CalendarId id);
    void showMembers(shared::CalendarId id);
    void showPolls(shared::CalendarId id);
    void rangeChanged();
    void connectionChanged(const ConnectionState &state);
    void tell(const shared::Outcome &outcome, const QString &success);
    void undo();
    void redo();
    void takeToastAction();

    ThemeSource &m_themes;
    Workspace &m_workspace;
    Onboarding &m_onboarding;
    ViewContext m_context;
    QSplitter *m_splitter = nullptr;
    Sidebar *m_sidebar = nullptr;
    TopBar *m_top = nullptr;
    Banner *m_banner = nullptr;
    QStackedWidget *m_centre = nullptr;
    ViewStack *m_views = nullptr;
    EmptyState *m_empty = nullptr;
    SidePanel *m_panel = nullptr;
    StatusBar *m_status = nullptr;
    ToastWidget *m_toast = nullptr;
    ReminderCard *m_reminders = nullptr;
    bool m_sidebarWanted = true;
    bool m_toastRedoes = false; ///< the toast's action is Redo, not Undo
};

}
