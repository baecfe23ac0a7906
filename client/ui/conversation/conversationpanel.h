#pragma once

#include "client/models/thread.h"
#include "client/ui/views/viewcontext.h"

#include <QPointer>
#include <QWidget>

class QPushButton;
class QStackedWidget;

namespace hearth::client {
class Conversation;
class Workspace;
}

namespace hearth::client::ui {

class ColourMark;
class EmptyState;
class Label;
class MessageField;
class MessageList;
class Talk;
class VerticalScroll;

/// What is said in a calendar: which one, what is new, the messages, and the field to write in.
class ConversationPanel : public QWidget {
    Q_OBJECT

public:
    ConversationPanel(const ViewContext &context, Workspace &workspace, QWidget *parent = nullptr);

    void setCalendar(shared::CalendarId calendar);
    shared::CalendarId calendar() const { return m_calendar; }

Q_SIGNALS:
    void eventWanted(hearth::shared::EventId event);

private:
    QWidget *head();
    void arrange();
    void wireScroll();
    void chooseCalendar();
    void followCalendars();
    void showHead();
    void showState();
    void showEmpty(const QString &icon, const QString &title, const QString &sentence,
                   const QString &action = {});
    void keepPlace(int maximum);
    void wantOlder();

    ViewContext m_context;
    Workspace &m_workspace;
    shared::CalendarId m_calendar;
    QPointer<Conversation> m_conversation;
    ColourMark *m_mark;
    QPushButton *m_name;
    Label *m_people;
    Label *m_new;
    QStackedWidget *m_middle;
    EmptyState *m_empty;
    Label *m_older;
    MessageList *m_list;
    VerticalScroll *m_scroll;
    MessageField *m_field;
    Talk *m_talk;
    int m_fromBottom = 0; ///< what lies below the part that is shown
    bool m_growsAbove = false; ///< older ones are being put in
};

}
