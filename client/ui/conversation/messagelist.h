#pragma once

#include "client/models/conversations.h"
#include "client/ui/views/viewcontext.h"

#include <QPointer>
#include <QWidget>

class QVBoxLayout;

namespace hearth::client {
class MemberList;
class Workspace;
}

namespace hearth::client::ui {

/// The messages of one conversation, oldest first, in days, with the line above what is new. As high as it
/// needs to be: whoever holds it scrolls.
class MessageList : public QWidget {
    Q_OBJECT

public:
    /// Of an event all is about that event: then no row says so.
    enum class Place { Calendar, Event };
    MessageList(const ViewContext &context, Workspace &workspace, Place place, QWidget *parent = nullptr);

    void setConversation(Conversation *conversation);

Q_SIGNALS:
    void editWanted(const hearth::shared::Message &message);
    void removeWanted(const hearth::shared::Message &message);
    void eventWanted(hearth::shared::EventId event);

private:
    void rebuild();
    void insert(int first, int last);
    void remove(int first, int last);
    QWidget *makeRow(int row);
    /// Days and the line "New" of a row, which hang on its neighbours.
    void divide(int first, int last);
    void showPresence();
    QDate dayOf(int row) const;
    QDate today() const;
    void clear();

    ViewContext m_context;
    Conversations &m_conversations;
    const MemberList &m_members;
    Place m_place;
    QPointer<Conversation> m_conversation;
    QVBoxLayout *m_column;
    QList<QWidget *> m_rows; ///< one for each of the model's: dividers, then the message
};

}
