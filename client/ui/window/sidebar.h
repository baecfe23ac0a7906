#pragma once

#include "client/ui/dialogs/ground.h"
#include "client/ui/views/viewcontext.h"
#include "shared/base/ids.h"

#include <functional>

class QListView;
class QMenu;

namespace hearth::client {
class MemberList;
class Workspace;
}

namespace hearth::client::ui {

class MiniMonth;

/// Left: the mark and the account, the mini-month, calendars with colour and check box, people with presence.
class Sidebar : public Ground {
    Q_OBJECT

public:
    Sidebar(const ViewContext &context, Workspace &workspace, QWidget *parent = nullptr);
    MiniMonth *miniMonth() { return m_month; }

Q_SIGNALS:
    void foldWanted();
    void createCalendarWanted();
    void joinCalendarWanted();
    void acceptInvitationWanted();
    void pollsWanted(hearth::shared::CalendarId calendar);
    void membersWanted(hearth::shared::CalendarId calendar);
    void conversationWanted(hearth::shared::CalendarId calendar);
    void editCalendarWanted(hearth::shared::CalendarId calendar);
    void leaveCalendarWanted(hearth::shared::CalendarId calendar);
    void deleteCalendarWanted(hearth::shared::CalendarId calendar);
    /// `anchor` is what was pressed, in global coordinates.
    void inviteWanted(const QRect &anchor);
    /// The account's menu is about to be shown at that place.
    void accountMenuWanted(const QPoint &at);

private:
    QWidget *brand();
    QWidget *heading(const QString &text, const QString &buttonName,
                     const std::function<void(QWidget *)> &pressed);
    void showCalendarMenu(const QPoint &at);
    void fitLists();

    ViewContext m_context;
    Workspace &m_workspace;
    MiniMonth *m_month;
    QListView *m_calendars;
    QListView *m_people;
};

}
