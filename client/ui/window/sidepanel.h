#pragma once

#include "client/ui/dialogs/ground.h"
#include "client/ui/views/viewcontext.h"
#include "shared/base/ids.h"

class QStackedWidget;

namespace hearth::client {
class Workspace;
}

namespace hearth::client::ui {

class ConversationPanel;
class EventPanel;
class IconButton;
class NewsPanel;
class SegmentedControl;

/// Right, foldable: the selected event, a calendar's conversation, or what others did.
class SidePanel : public Ground {
    Q_OBJECT

public:
    enum class Page { Event, Conversation, News };

    SidePanel(const ViewContext &context, Workspace &workspace, QWidget *parent = nullptr);

    EventPanel &eventPanel() { return *m_event; }
    void setEvent(shared::EventId event);
    void showPage(Page page);
    Page page() const;
    void showConversation(shared::CalendarId calendar);

Q_SIGNALS:
    void closeWanted();
    /// An event that somebody talks about is to be shown.
    void eventWanted(hearth::shared::EventId event);
    void pollsWanted(hearth::shared::CalendarId calendar);

private:
    QWidget *head();
    void countNew();

    ViewContext m_context;
    Workspace &m_workspace;
    SegmentedControl *m_switcher;
    IconButton *m_bell;
    QStackedWidget *m_pages;
    EventPanel *m_event;
    ConversationPanel *m_conversation;
    NewsPanel *m_news;
};

}
