#pragma once

#include "client/ui/views/viewcontext.h"
#include "shared/base/ids.h"

#include <QPointer>
#include <QWidget>

class QVBoxLayout;

namespace hearth::client {
class Conversation;
class Workspace;
struct EventItem;
}

namespace hearth::client::ui {

class Label;
class MessageField;
class MessageList;
class Talk;

/// What is selected, in full, with what is said about it; two versions side by side where two people changed
/// the same.
class EventPanel : public QWidget {
    Q_OBJECT

public:
    EventPanel(const ViewContext &context, Workspace &workspace, QWidget *parent = nullptr);
    void setEvent(shared::EventId event);

Q_SIGNALS:
    void editWanted(hearth::shared::EventId event);
    void deleteWanted(hearth::shared::EventId event);

private:
    void arrange();
    void rebuild();
    void showComments(const EventItem *event);
    void showWhetherSaid();
    QWidget *footer(const EventItem &event);
    QWidget *emptyState();
    QWidget *details(const EventItem &event);
    QWidget *versions(const EventItem &shown);
    QWidget *titleRow(const EventItem &event);
    void addFact(QVBoxLayout &column, const QString &icon, const QString &first, const QString &second = {});
    void addReminders(QVBoxLayout &column, const EventItem &event);
    QDate today() const;

    ViewContext m_context;
    Workspace &m_workspace;
    shared::EventId m_event;
    QVBoxLayout *m_column;
    QWidget *m_content = nullptr;
    QWidget *m_footer = nullptr;
    QWidget *m_comments;
    Label *m_nothingSaid;
    MessageList *m_list;
    QWidget *m_foot;
    MessageField *m_field;
    Talk *m_talk;
    QPointer<Conversation> m_conversation;
};

}
