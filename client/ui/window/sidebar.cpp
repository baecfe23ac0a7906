#include "client/ui/window/sidebar.h"

#include "client/models/calendarlist.h"
#include "client/models/conversations.h"
#include "client/models/memberlist.h"
#include "client/models/workspace.h"
#include "client/ui/dialogs/verticalscroll.h"
#include "client/ui/theme/icons.h"
#include "client/ui/theme/roles.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/views/minimonth.h"
#include "client/ui/widgets/buttons.h"
#include "client/ui/widgets/iconview.h"
#include "client/ui/widgets/label.h"
#include "client/ui/window/accountbutton.h"
#include "client/ui/window/calendarrowdelegate.h"
#include "client/ui/window/personrowdelegate.h"

#include <QHBoxLayout>
#include <QListView>
#include <QMenu>
#include <QVBoxLayout>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
QListView *plainList(QAbstractItemModel &model, QAbstractItemDelegate *delegate, const QString &name)
{
    auto *list = new QListView;
    list->setModel(&model);
    list->setItemDelegate(delegate);
    list->setFrameShape(QFrame::NoFrame);
    list->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setSelectionMode(QAbstractItemView::NoSelection);
    list->setMouseTracking(true);
    list->setAccessibleName(name);
    list->viewport()->setAutoFillBackground(false);
    delegate->setParent(list);
    return list;
}
}

Sidebar::Sidebar(const ViewContext &context, Workspace &workspace, QWidget *parent)
    : Ground(context.theme, Tone::Paper, Qt::RightEdge, parent)
    , m_context(context)
    , m_workspace(workspace)
    , m_month(new MiniMonth(context))
    , m_calendars(plainList(context.calendars,
                            new CalendarRowDelegate(context.theme, workspace.conversations(), nullptr),
                            tr("Calendars")))
    , m_people(plainList(workspace.members(), new PersonRowDelegate(context.theme, nullptr), tr("People")))
{
    const Measures &m = context.theme.theme().measures();
    setMinimumWidth(m.sidebarMin);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 1, 0);
    outer->setSpacing(0);
    outer->addWidget(brand());
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, m.space4, 0, m.space16);
    column->setSpacing(m.space4);
    auto *month = new QHBoxLayout;
    month->setContentsMargins(m.space12, 0, m.space12, 0);
    month->addWidget(m_month);
    column->addLayout(month);
    column->addSpacing(m.space8);
    column->addWidget(heading(tr("Calendars"), tr("Add a calendar"), [this](QWidget *button) {
        QMenu menu;
        connect(menu.addAction(Icons::icon(u"plus"_s), tr("New calendar…")), &QAction::triggered, this,
                &Sidebar::createCalendarWanted);
        connect(menu.addAction(Icons::icon(u"link"_s), tr("Join a calendar…")), &QAction::triggered, this,
                &Sidebar::joinCalendarWanted);
        connect(menu.addAction(Icons::icon(u"mail"_s), tr("Open an invitation…")), &QAction::triggered, this,
                &Sidebar::acceptInvitationWanted);
        menu.exec(button->mapToGlobal(QPoint(0, button->height())));
    }));
    column->addWidget(m_calendars);
    column->addSpacing(m.space8);
    column->addWidget(heading(tr("People"), tr("Invite people"), [this](QWidget *button) {
        Q_EMIT inviteWanted(QRect(button->mapToGlobal(QPoint()), button->size()));
    }));
    column->addWidget(m_people);
    column->addStretch(1);
    outer->addWidget(new VerticalScroll(content), 1);

    connect(&workspace.conversations(), &Conversations::unreadChanged, m_calendars->viewport(),
            qOverload<>(&QWidget::update));
    connect(qobject_cast<CalendarRowDelegate *>(m_calendars->itemDelegate()),
            &CalendarRowDelegate::conversationWanted, this, &Sidebar::conversationWanted);
    m_calendars->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_calendars, &QWidget::customContextMenuRequested, this, &Sidebar::showCalendarMenu);
    for (const QListView *list : {m_calendars, m_people}) {
        connect(list->model(), &QAbstractItemModel::modelReset, this, &Sidebar::fitLists);
        connect(list->model(), &QAbstractItemModel::rowsInserted, this, &Sidebar::fitLists);
        connect(list->model(), &QAbstractItemModel::rowsRemoved, this, &Sidebar::fitLists);
    }
    connect(&context.theme, &ThemeSource::changed, this, &Sidebar::fitLists);
    fitLists();
}

QWidget *Sidebar::brand()
{
    const Measures &m = m_context.theme.theme().measures();
    auto *bar = new QWidget;
    bar->setFixedHeight(m.topBar);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(m.space12, 0, m.space12, 0);
    row->setSpacing(m.space4);
    row->addSpacing(m.space4);
    row->addWidget(new MarkView(m_context.theme, 24));
    auto *account = new AccountButton(m_context.theme, m_workspace.username());
    connect(account, &QAbstractButton::clicked, this, [this, account] {
        Q_EMIT accountMenuWanted(account->mapToGlobal(QPoint(0, account->height())));
    });
    row->addWidget(account);
    row->addStretch(1);
    auto *fold = new IconButton(m_context.theme, u"sidebar"_s, tr("Hide the sidebar"));
    connect(fold, &QAbstractButton::clicked, this, &Sidebar::foldWanted);
    row->addWidget(fold);
    return bar;
}

QWidget *Sidebar::heading(const QString &text, const QString &buttonName,
                          const std::function<void(QWidget *)> &pressed)
{
    const Measures &m = m_context.theme.theme().measures();
    auto *line = new QWidget;
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(m.space8, 0, m.space8, 0);
    row->setSpacing(0);
    row->addSpacing(m.space8);
    row->addWidget(new Label(m_context.theme, text, FontRole::EventTitle, client::ui::Tone::Ink2));
    row->addStretch();
    auto *button = new IconButton(m_context.theme, u"plus"_s, buttonName);
    setControlSize(*button, ControlSize::Small);
    connect(button, &QAbstractButton::clicked, this, [button, pressed] { pressed(button); });
    row->addWidget(button);
    return line;
}

void Sidebar::showCalendarMenu(const QPoint &at)
{
    const QModelIndex index = m_calendars->indexAt(at);
    const shared::CalendarId id{index.data(CalendarList::IdRole).toUuid()};
    const shared::Calendar *calendar = m_context.calendars.find(id);
    if (!calendar)
        return;
    QMenu menu;
    const auto add = [&](const QString &icon, const QString &text,
                         void (Sidebar::*signal)(shared::CalendarId)) {
        QAction *action = menu.addAction(Icons::icon(icon), text);
        connect(action, &QAction::triggered, this, [this, id, signal] { Q_EMIT(this->*signal)(id); });
        return action;
    };
    if (shared::mayRead(calendar->role))
        add(u"chat"_s, tr("Conversation"), &Sidebar::conversationWanted);
    add(u"users"_s, tr("People…"), &Sidebar::membersWanted);
    if (shared::mayRead(calendar->role))
        add(u"list"_s, tr("Date polls…"), &Sidebar::pollsWanted);
    if (shared::mayManage(calendar->role))
        add(u"edit"_s, tr("Edit…"), &Sidebar::editCalendarWanted);
    add(u"x"_s, tr("Leave…"), &Sidebar::leaveCalendarWanted);
    if (shared::mayManage(calendar->role))
        setDanger(*add(u"trash"_s, tr("Delete…"), &Sidebar::deleteCalendarWanted));
    menu.exec(m_calendars->viewport()->mapToGlobal(at));
}

void Sidebar::fitLists()
{
    const Measures &m = m_context.theme.theme().measures();
    m_calendars->setFixedHeight(m_calendars->model()->rowCount() * m.calendarRow);
    m_people->setFixedHeight(m_people->model()->rowCount() * m.personRow);
}

}
