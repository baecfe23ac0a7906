#pragma once

#include "client/models/thread.h"
#include "client/models/workspace.h"
#include "shared/domain/message.h"

#include <QHash>
#include <QPointer>
#include <QWidget>

namespace hearth::client {
class Conversation;
class Conversations;
}

namespace hearth::client::ui {

class MessageField;
class MessageList;
class ThemeSource;

/// What a list of messages and the field below it do together: writing, changing, taking back, and reading
/// while somebody looks at the list.
class Talk : public QObject {
    Q_OBJECT

public:
    /// `scene` holds both: while it is on the screen of the window in use, the talk is being read. All of
    /// them live as long as this.
    Talk(const ThemeSource &themes, Workspace &workspace, QWidget &scene, MessageList &list,
         MessageField &field);
    ~Talk() override;

    void setThread(const Thread &thread, const QString &prompt);
    /// Neither list nor field show anything; what was begun is there again with its thread.
    void clear();
    Conversation *conversation() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void edit(const shared::Message &message);
    void editLast();
    void saveEdit(const QString &text);
    void takeBack(const shared::Message &message);
    void offerNames();
    void watch();
    void followConnection();

    const ThemeSource &m_themes;
    Workspace &m_workspace;
    QWidget &m_scene;
    MessageList &m_list;
    MessageField &m_field;
    QPointer<Conversations> m_conversations;
    QPointer<QWidget> m_window; ///< whose activation is followed
    Thread m_thread;
    QHash<Thread, QString> m_drafts; ///< begun, not sent
    shared::Message m_edited;
    bool m_watching = false;
};

}
