#include "client/ui/conversation/messagelist.h"

#include "client/models/eventindex.h"
#include "client/models/habits.h"
#include "client/models/memberlist.h"
#include "client/models/workspace.h"
#include "client/ui/conversation/dividerline.h"
#include "client/ui/conversation/messagerow.h"
#include "client/ui/conversation/messagetext.h"
#include "client/ui/dialogs/eventtext.h"
#include "client/ui/theme/themesource.h"
#include "shared/base/clock.h"

#include <QVBoxLayout>

#include <memory>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

MessageList::MessageList(const ViewContext &context, Workspace &workspace, Place place, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_conversations(workspace.conversations())
    , m_members(workspace.members())
    , m_place(place)
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins({});
    m_column->setSpacing(context.theme.theme().measures().space4);
    setAccessibleName(tr("Messages"));
    connect(&m_members, &QAbstractItemModel::dataChanged, this, &MessageList::showPresence);
}

void MessageList::showPresence()
{
    const auto rows = findChildren<MessageRow *>();
    for (MessageRow *row : rows)
        row->setOnline(m_members.isOnline(row->writer()));
}

void MessageList::setConversation(Conversation *conversation)
{
    if (conversation == m_conversation)
        return;
    if (m_conversation)
        m_conversation->disconnect(this);
    m_conversation = conversation;
    if (conversation) {
        connect(conversation, &QAbstractItemModel::rowsInserted, this,
                [this](const QModelIndex &, int first, int last) { insert(first, last); });
        connect(conversation, &QAbstractItemModel::rowsRemoved, this,
                [this](const QModelIndex &, int first, int last) { remove(first, last); });
        connect(conversation, &QAbstractItemModel::dataChanged, this,
                [this](const QModelIndex &first, const QModelIndex &last) {
                    remove(first.row(), last.row());
                    insert(first.row(), last.row());
                });
        connect(conversation, &Conversation::newLineMoved, this,
                [this] { divide(0, static_cast<int>(m_rows.size()) - 1); });
    }
    rebuild();
}

void MessageList::rebuild()
{
    clear();
    if (m_conversation && m_conversation->rowCount() > 0)
        insert(0, m_conversation->rowCount() - 1);
}

void MessageList::clear()
{
    if (!m_rows.isEmpty())
        remove(0, static_cast<int>(m_rows.size()) - 1);
}

void MessageList::insert(int first, int last)
{
    for (int row = first; row <= last; ++row) {
        QWidget *widget = makeRow(row);
        m_rows.insert(row, widget);
        m_column->insertWidget(row, widget);
    }
    divide(first, last + 1);
}

void MessageList::remove(int first, int last)
{
    for (int row = last; row >= first; --row) {
        QWidget *widget = m_rows.takeAt(row);
        m_column->removeWidget(widget);
        widget->hide();
        widget->deleteLater();
    }
    if (m_conversation && m_rows.size() == m_conversation->rowCount())
        divide(first, first);
}

QWidget *MessageList::makeRow(int row)
{
    const MessageItem &item = m_conversation->at(row);
    MessageLook look;
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(item.atMs, m_context.events.zone());
    const bool needsDay = m_place == Place::Event && at.date() != today();
    look.time = needsDay ? momentText(at, today()) : clockText(at.time());
    look.mine = m_conversations.isMine(item);
    look.namesMe = m_conversations.namesMe(item);
    if (m_place == Place::Calendar && !item.event.isNull())
        if (const EventItem *event = m_context.events.find(item.event))
            look.eventName = event->name;
    auto *entry = new QWidget;
    auto *column = new QVBoxLayout(entry);
    column->setContentsMargins({});
    column->setSpacing(m_context.theme.theme().measures().space4);
    auto *message = new MessageRow(m_context.theme, item, look);
    message->setOnline(m_members.isOnline(item.username));
    column->addWidget(message);
    connect(message, &MessageRow::editWanted, this, [this, item] { Q_EMIT editWanted(item); });
    connect(message, &MessageRow::removeWanted, this, [this, item] { Q_EMIT removeWanted(item); });
    connect(message, &MessageRow::eventWanted, this,
            [this, event = item.event] { Q_EMIT eventWanted(event); });
    connect(message, &MessageRow::retryWanted, this, [this, key = item.key] { m_conversations.retry(key); });
    connect(message, &MessageRow::discardWanted, this,
            [this, key = item.key] { m_conversations.discard(key); });
    return entry;
}

void MessageList::divide(int first, int last)
{
    for (int row = first; row <= last && row < m_rows.size(); ++row) {
        auto *column = qobject_cast<QVBoxLayout *>(m_rows.at(row)->layout());
        while (column->count() > 1) {
            const std::unique_ptr<QLayoutItem> divider(column->takeAt(0));
            delete divider->widget();
        }
        if (row == m_conversation->firstNewRow())
            column->insertWidget(0, new DividerLine(m_context.theme, DividerLine::Kind::New, tr("New")));
        if (m_place == Place::Calendar && (row == 0 || dayOf(row) != dayOf(row - 1)))
            column->insertWidget(
                0, new DividerLine(m_context.theme, DividerLine::Kind::Day, dayText(dayOf(row), today())));
    }
}

QDate MessageList::dayOf(int row) const
{
    return QDateTime::fromMSecsSinceEpoch(m_conversation->at(row).atMs, m_context.events.zone()).date();
}

QDate MessageList::today() const
{
    return QDateTime::fromMSecsSinceEpoch(m_context.clock.nowMs(), m_context.events.zone()).date();
}

}
