#include "client/ui/window/sidepanel.h"

#include "client/models/conversations.h"
#include "client/models/noticelist.h"
#include "client/models/workspace.h"
#include "client/ui/conversation/conversationpanel.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/buttons.h"
#include "client/ui/widgets/card.h"
#include "client/ui/widgets/segmentedcontrol.h"
#include "client/ui/window/eventpanel.h"
#include "client/ui/window/newspanel.h"

#include <QHBoxLayout>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

SidePanel::SidePanel(const ViewContext &context, Workspace &workspace, QWidget *parent)
    : Ground(context.theme, Tone::Paper, Qt::LeftEdge, parent)
    , m_context(context)
    , m_workspace(workspace)
    , m_switcher(new SegmentedControl(context.theme))
    , m_bell(new IconButton(context.theme, u"bell"_s, tr("News")))
    , m_pages(new QStackedWidget)
    , m_event(new EventPanel(context, workspace))
    , m_conversation(new ConversationPanel(context, workspace))
    , m_news(new NewsPanel(context, workspace))
{
    setMinimumWidth(context.theme.theme().measures().panelMin);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(head());
    column->addWidget(new Separator(context.theme));
    m_pages->addWidget(m_event);
    m_pages->addWidget(m_conversation);
    m_pages->addWidget(m_news);
    column->addWidget(m_pages, 1);
    connect(m_conversation, &ConversationPanel::eventWanted, this, &SidePanel::eventWanted);
    connect(m_news, &NewsPanel::eventWanted, this, &SidePanel::eventWanted);
    connect(m_news, &NewsPanel::pollsWanted, this, &SidePanel::pollsWanted);
    connect(&workspace.notices(), &NoticeList::unreadChanged, this, &SidePanel::countNew);
    connect(&workspace.conversations(), &Conversations::unreadChanged, this, &SidePanel::countNew);
    countNew();
}

QWidget *SidePanel::head()
{
    const Measures &m = m_context.theme.theme().measures();
    auto *line = new QWidget;
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(m.space16, m.space8, m.space12, m.space8);
    m_switcher->addSegment(int(Page::Event), tr("Event"));
    m_switcher->addSegment(int(Page::Conversation), tr("Conversation"));
    m_switcher->setAccessibleName(tr("What is shown here"));
    connect(m_switcher, &SegmentedControl::chosen, this, [this](int id) { showPage(Page(id)); });
    row->addWidget(m_switcher);
    row->addStretch(1);
    m_bell->setCheckable(true);
    connect(m_bell, &QAbstractButton::clicked, this,
            [this](bool on) { showPage(on ? Page::News : Page::Event); });
    row->addWidget(m_bell);
    auto *close = new IconButton(m_context.theme, u"x"_s, tr("Close the details"));
    connect(close, &QAbstractButton::clicked, this, &SidePanel::closeWanted);
    row->addWidget(close);
    return line;
}

void SidePanel::setEvent(shared::EventId event) { m_event->setEvent(event); }

void SidePanel::showPage(Page page)
{
    m_switcher->setCurrent(int(page));
    m_bell->setChecked(page == Page::News);
    m_pages->setCurrentIndex(int(page));
}

SidePanel::Page SidePanel::page() const { return Page(m_pages->currentIndex()); }

void SidePanel::showConversation(shared::CalendarId calendar)
{
    m_conversation->setCalendar(calendar);
    showPage(Page::Conversation);
}

void SidePanel::countNew()
{
    m_switcher->setSegmentCount(int(Page::Conversation), m_workspace.conversations().unreadEverywhere());
    const int news = m_workspace.notices().unread();
    m_bell->setDot(news > 0);
    m_bell->setName(news > 0 ? tr("News: %n new", nullptr, news) : tr("News"));
}

}
