#include "client/ui/conversation/talk.h"

#include "client/models/conversations.h"
#include "client/models/memberlist.h"
#include "client/ui/conversation/messagefield.h"
#include "client/ui/conversation/messagelist.h"
#include "client/ui/dialogs/confirmdialog.h"

#include <QEvent>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;
using shared::Message;

Talk::Talk(const ThemeSource &themes, Workspace &workspace, QWidget &scene, MessageList &list,
           MessageField &field)
    : QObject(&scene)
    , m_themes(themes)
    , m_workspace(workspace)
    , m_scene(scene)
    , m_list(list)
    , m_field(field)
    , m_conversations(&workspace.conversations())
{
    connect(&field, &MessageField::written, this,
            [this](const QString &text) { m_conversations->post(m_thread, text); });
    connect(&field, &MessageField::edited, this, &Talk::saveEdit);
    connect(&field, &MessageField::editCancelled, &field, &MessageField::clear);
    connect(&field, &MessageField::editLastWanted, this, &Talk::editLast);
    connect(&list, &MessageList::editWanted, this, &Talk::edit);
    connect(&list, &MessageList::removeWanted, this, &Talk::takeBack);
    connect(&workspace.members(), &QAbstractItemModel::modelReset, this, &Talk::offerNames);
    connect(&workspace, &Workspace::connectionChanged, this, &Talk::followConnection);
    scene.installEventFilter(this);
}

Talk::~Talk()
{
    if (m_watching && m_conversations)
        m_conversations->unwatch(m_thread);
}

Conversation *Talk::conversation() const
{
    return m_thread.calendar.isNull() ? nullptr : &m_conversations->of(m_thread);
}

void Talk::setThread(const Thread &thread, const QString &prompt)
{
    m_field.setPrompt(prompt);
    if (thread == m_thread)
        return;
    clear();
    m_thread = thread;
    m_field.setText(m_drafts.take(thread));
    m_list.setConversation(conversation());
    offerNames();
    followConnection();
    watch();
}

void Talk::clear()
{
    if (m_watching)
        m_conversations->unwatch(m_thread);
    m_watching = false;
    if (const QString begun = m_field.text(); !begun.isEmpty() && !m_field.isEditing())
        m_drafts.insert(m_thread, begun);
    m_thread = {};
    m_list.setConversation(nullptr);
    m_field.clear();
}

void Talk::offerNames()
{
    QStringList names;
    const auto members = m_workspace.members().membersOf(m_thread.calendar);
    for (const shared::Member &member : members)
        if (member.username != m_workspace.username())
            names.append(member.username);
    m_field.setNames(names);
}

void Talk::followConnection()
{
    const bool live = m_workspace.connection().kind == ConnectionState::Kind::Live;
    m_field.setNote(live ? QString() : tr("No connection: what you write is kept and sent later."));
}

/// What is on the screen of the window in use is being read.
void Talk::watch()
{
    if (!m_window && m_scene.isVisible()) {
        m_window = m_scene.window();
        m_window->installEventFilter(this);
    }
    const bool shown = m_scene.isVisible() && conversation();
    if (shown)
        m_conversations->open(m_thread);
    const bool looks = shown && m_scene.window()->isActiveWindow();
    if (std::exchange(m_watching, looks) == looks)
        return;
    if (looks)
        m_conversations->watch(m_thread);
    else if (conversation())
        m_conversations->unwatch(m_thread);
}

bool Talk::eventFilter(QObject *watched, QEvent *event)
{
    const bool shown =
        watched == &m_scene && (event->type() == QEvent::Show || event->type() == QEvent::Hide);
    const bool activated =
        event->type() == QEvent::WindowActivate || event->type() == QEvent::WindowDeactivate;
    if (shown || activated)
        // The window's state is the new one only after this event.
        QMetaObject::invokeMethod(this, &Talk::watch, Qt::QueuedConnection);
    return QObject::eventFilter(watched, event);
}

void Talk::edit(const Message &message)
{
    m_edited = message;
    m_field.beginEdit(message.text);
}

void Talk::editLast()
{
    const Conversation *messages = conversation();
    if (!messages)
        return;
    for (int row = messages->rowCount() - 1; row >= 0; --row) {
        const MessageItem &item = messages->at(row);
        if (m_conversations->isMine(item) && !item.waits() && !item.deleted)
            return edit(item);
    }
}

void Talk::saveEdit(const QString &text)
{
    if (text == m_edited.text)
        return;
    m_conversations->edit(m_edited, text, [self = QPointer(this), text](const shared::Outcome &outcome) {
        if (!self || outcome)
            return;
        self->m_field.beginEdit(text);
        self->m_field.setNote(outcome.error().message);
    });
}

void Talk::takeBack(const Message &message)
{
    if (!confirm(m_themes, tr("Take this message back?"),
                 tr("Its words go for everybody. That you wrote something stays to be seen."),
                 tr("Take back"), &m_list))
        return;
    m_conversations->remove(message, [self = QPointer(this)](const shared::Outcome &outcome) {
        if (self && !outcome)
            self->m_field.setNote(outcome.error().message);
    });
}

}
