#include "client/ui/conversation/messagerow.h"

#include "client/models/memberlist.h"
#include "client/ui/conversation/messagetext.h"
#include "client/ui/theme/icons.h"
#include "client/ui/theme/paint.h"
#include "client/ui/theme/roles.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/avatar.h"
#include "client/ui/widgets/buttons.h"
#include "client/ui/widgets/iconview.h"
#include "client/ui/widgets/label.h"

#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QVBoxLayout>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

MessageRow::MessageRow(const ThemeSource &themes, const MessageItem &item, const MessageLook &look,
                       QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_item(item)
    , m_look(look)
{
    const Measures &m = themes.theme().measures();
    setAccessibleName(tr("%1, %2: %3").arg(item.username, look.time, item.text));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(m.space8, m.space4, m.space8, m.space4);
    row->setSpacing(m.space12);
    const auto colour =
        calendarColourFromName(MemberList::colourOf(item.username)).value_or(CalendarColour::Stone);
    m_avatar = new Avatar(themes, item.username, colour);
    row->addWidget(m_avatar, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout;
    column->setSpacing(0);
    addHead(*column);
    addText(*column);
    addEvent(*column);
    addState(*column);
    row->addLayout(column, 1);
    if (!hasMenu())
        return;
    setFocusPolicy(Qt::TabFocus);
    setFocusRing(*this, m.radiusButton);
}

void MessageRow::setOnline(bool online) { m_avatar->setPresence(online ? Presence::Here : Presence::Away); }

bool MessageRow::hasMenu() const { return m_look.mine && !m_item.waits() && !m_item.deleted; }

void MessageRow::addHead(QVBoxLayout &column)
{
    const Measures &m = m_themes.theme().measures();
    auto *line = new QHBoxLayout;
    line->setSpacing(m.space4);
    const QString name = m_item.username.isEmpty() ? tr("Somebody who has left") : m_item.username;
    line->addWidget(new ElidedLabel(m_themes, name, FontRole::EventTitle));
    const QString when =
        m_item.editedMs > 0 && !m_item.deleted ? tr("%1, edited").arg(m_look.time) : m_look.time;
    line->addWidget(new Label(m_themes, when, FontRole::Event, Tone::Ink3));
    line->addStretch(1);
    if (hasMenu()) {
        m_more = new IconButton(m_themes, u"more"_s, tr("More about your message"));
        setControlSize(*m_more, ControlSize::Small);
        m_more->setFixedSize(m.target, m_themes.theme().lineHeight(FontRole::EventTitle));
        m_more->setFocusPolicy(Qt::NoFocus); // the row has it
        QSizePolicy policy = m_more->sizePolicy();
        policy.setRetainSizeWhenHidden(true);
        m_more->setSizePolicy(policy);
        m_more->hide();
        connect(m_more, &QAbstractButton::clicked, this,
                [this] { showMenu(m_more->mapToGlobal(QPoint(0, m_more->height()))); });
        line->addWidget(m_more);
    }
    column.addLayout(line);
}

void MessageRow::addText(QVBoxLayout &column)
{
    auto *label = new Label(m_themes, {}, FontRole::Body, m_item.deleted ? Tone::Ink3 : Tone::Ink);
    label->setWordWrap(true);
    if (m_item.deleted) {
        label->setText(tr("This message was taken back."));
    } else {
        label->setTextFormat(Qt::RichText);
        label->setText(richTextOf(m_item));
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    column.addWidget(label);
}

/// The event that the message is about, to go to.
void MessageRow::addEvent(QVBoxLayout &column)
{
    if (m_look.eventName.isEmpty())
        return;
    const Measures &m = m_themes.theme().measures();
    auto *event = new LinkButton(m_look.eventName);
    event->setIcon(Icons::icon(u"calendar"_s));
    event->setToolTip(tr("Show the event"));
    connect(event, &QAbstractButton::clicked, this, &MessageRow::eventWanted);
    column.addSpacing(m.space2);
    column.addWidget(event, 0, Qt::AlignLeft);
}

void MessageRow::addState(QVBoxLayout &column)
{
    if (!m_item.waits())
        return;
    const Measures &m = m_themes.theme().measures();
    const bool refused = !m_item.problem.isEmpty();
    const Tone tone = refused ? Tone::Bad : Tone::Warn;
    auto *line = new QHBoxLayout;
    line->setSpacing(m.space4);
    line->addWidget(new IconView(m_themes, refused ? u"alert"_s : u"wait"_s, 12, tone), 0, Qt::AlignTop);
    auto *words =
        new Label(m_themes, refused ? m_item.problem : tr("waiting to be sent"), FontRole::Event, tone);
    words->setWordWrap(true);
    line->addWidget(words, 1);
    column.addLayout(line);
    if (!refused)
        return;
    auto *ways = new QHBoxLayout;
    ways->setSpacing(m.space12);
    auto *again = new LinkButton(tr("Try again"));
    auto *drop = new LinkButton(tr("Throw away"));
    connect(again, &QAbstractButton::clicked, this, &MessageRow::retryWanted);
    connect(drop, &QAbstractButton::clicked, this, &MessageRow::discardWanted);
    ways->addWidget(again);
    ways->addWidget(drop);
    ways->addStretch(1);
    column.addLayout(ways);
}

void MessageRow::showMenu(const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(Icons::icon(u"edit"_s), tr("Edit")), &QAction::triggered, this,
            &MessageRow::editWanted);
    QAction *remove = menu->addAction(Icons::icon(u"trash"_s), tr("Take back…"));
    setDanger(*remove);
    // Later, since the question runs an event loop of its own.
    connect(remove, &QAction::triggered, this, &MessageRow::removeWanted, Qt::QueuedConnection);
    menu->popup(at);
}

void MessageRow::showButton()
{
    if (m_more)
        m_more->setVisible(underMouse() || hasFocus());
}

void MessageRow::paintEvent(QPaintEvent *)
{
    if (!m_look.namesMe || m_item.deleted)
        return;
    const Theme &theme = m_themes.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paint::box(painter, rect(), theme.measures().radiusToast, theme.emberSoft());
}

void MessageRow::enterEvent(QEnterEvent *event)
{
    QWidget::enterEvent(event);
    showButton();
}

void MessageRow::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    showButton();
}

void MessageRow::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    showButton();
}

void MessageRow::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    showButton();
}

void MessageRow::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_F2:
        return editWanted();
    case Qt::Key_Delete:
        return removeWanted();
    default:
        QWidget::keyPressEvent(event);
    }
}

void MessageRow::contextMenuEvent(QContextMenuEvent *event)
{
    if (hasMenu())
        showMenu(event->globalPos());
}

}
