#include "client/ui/conversation/conversationpanel.h"

#include "client/models/calendarlist.h"
#include "client/models/conversations.h"
#include "client/models/memberlist.h"
#include "client/models/workspace.h"
#include "client/ui/conversation/messagefield.h"
#include "client/ui/conversation/messagelist.h"
#include "client/ui/conversation/talk.h"
#include "client/ui/dialogs/verticalscroll.h"
#include "client/ui/theme/icons.h"
#include "client/ui/theme/paint.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/buttons.h"
#include "client/ui/widgets/card.h"
#include "client/ui/widgets/emptystate.h"
#include "client/ui/widgets/label.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

/// The calendar's colour before its name.
class ColourMark : public QWidget {
public:
    explicit ColourMark(const ThemeSource &themes)
        : m_themes(themes)
    {
        const int side = themes.theme().measures().icon12;
        setFixedSize(side, side);
    }

    void setColour(CalendarColour colour)
    {
        m_colour = colour;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme &theme = m_themes.theme();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        paint::box(painter, rect(), theme.measures().space4, theme.tint(m_colour).edge);
    }

private:
    const ThemeSource &m_themes;
    CalendarColour m_colour = CalendarColour::Stone;
};

ConversationPanel::ConversationPanel(const ViewContext &context, Workspace &workspace, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_workspace(workspace)
    , m_mark(new ColourMark(context.theme))
    , m_name(new FlatButton(QString()))
    , m_people(new Label(context.theme, {}, FontRole::Event, Tone::Ink3))
    , m_new(new Label(context.theme, {}, FontRole::EventTitle, Tone::Ember))
    , m_middle(new QStackedWidget)
    , m_empty(new EmptyState(context.theme, u"chat"_s, {}, {}))
    , m_older(new Label(context.theme, tr("Older messages are on their way…"), FontRole::Event, Tone::Ink3))
    , m_list(new MessageList(context, workspace, MessageList::Place::Calendar))
    , m_field(new MessageField(context.theme))
    , m_talk(new Talk(context.theme, workspace, *this, *m_list, *m_field))
{
    arrange();
    wireScroll();
    Conversations &conversations = workspace.conversations();
    connect(m_list, &MessageList::eventWanted, this, &ConversationPanel::eventWanted);
    connect(&conversations, &Conversations::unreadChanged, this, &ConversationPanel::showHead);
    connect(&workspace.members(), &QAbstractItemModel::modelReset, this, &ConversationPanel::showHead);
    connect(&context.calendars, &QAbstractItemModel::modelReset, this, &ConversationPanel::followCalendars);
    connect(&context.calendars, &QAbstractItemModel::dataChanged, this, &ConversationPanel::followCalendars);
    connect(m_empty, &EmptyState::actionTaken, this, [this] {
        m_workspace.conversations().open({m_calendar, {}});
    });
    followCalendars();
}

void ConversationPanel::arrange()
{
    const Measures &m = m_context.theme.theme().measures();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(head());
    column->addWidget(new Separator(m_context.theme));
    auto *page = new QWidget;
    auto *pageColumn = new QVBoxLayout(page);
    pageColumn->setContentsMargins(m.space8, m.space12, m.space8, m.space12);
    m_older->setAlignment(Qt::AlignCenter);
    pageColumn->addStretch(1);
    pageColumn->addWidget(m_older);
    pageColumn->addWidget(m_list);
    m_scroll = new VerticalScroll(page);
    m_scroll->setFocusPolicy(Qt::TabFocus);
    m_scroll->setAccessibleName(tr("Conversation"));
    m_middle->addWidget(m_scroll);
    m_middle->addWidget(m_empty);
    column->addWidget(m_middle, 1);
    auto *foot = new QWidget;
    auto *footColumn = new QVBoxLayout(foot);
    footColumn->setContentsMargins(m.space16, m.space8, m.space16, m.space12);
    footColumn->addWidget(m_field);
    column->addWidget(foot);
}

QWidget *ConversationPanel::head()
{
    const Measures &m = m_context.theme.theme().measures();
    auto *line = new QWidget;
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(m.space16, m.space4, m.space16, m.space4);
    row->setSpacing(m.space4);
    m_name->setToolTip(tr("Another calendar’s conversation"));
    connect(m_name, &QAbstractButton::clicked, this, &ConversationPanel::chooseCalendar);
    row->addWidget(m_mark);
    row->addWidget(m_name);
    row->addWidget(m_people);
    row->addStretch(1);
    row->addWidget(m_new);
    return line;
}

void ConversationPanel::chooseCalendar()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const shared::Calendar &calendar : m_context.calendars.calendars()) {
        const int unread = m_workspace.conversations().unread({calendar.id, {}});
        QAction *action =
            menu->addAction(unread > 0 ? tr("%1 (%2 new)").arg(calendar.name).arg(unread) : calendar.name);
        action->setCheckable(true);
        action->setChecked(calendar.id == m_calendar);
        connect(action, &QAction::triggered, this, [this, id = calendar.id] { setCalendar(id); });
    }
    menu->popup(m_name->mapToGlobal(QPoint(0, m_name->height())));
}

/// The one that is shown may be gone, or be called otherwise, or be the first.
void ConversationPanel::followCalendars()
{
    const shared::Calendar *calendar = m_context.calendars.find(m_calendar);
    if (!calendar)
        calendar = m_context.calendars.defaultCalendar();
    if (!calendar && m_context.calendars.rowCount() > 0)
        calendar = &m_context.calendars.calendars().first();
    const shared::CalendarId id = calendar ? calendar->id : shared::CalendarId();
    m_calendar = {};
    setCalendar(id);
}

void ConversationPanel::setCalendar(shared::CalendarId id)
{
    if (id == m_calendar && !id.isNull())
        return;
    const shared::Calendar *calendar = m_context.calendars.find(id);
    m_calendar = calendar ? id : shared::CalendarId();
    const bool reads = calendar && shared::mayRead(calendar->role);
    m_field->setVisible(reads);
    if (reads)
        m_talk->setThread({id, {}}, tr("Message %1…").arg(calendar->name));
    else
        m_talk->clear();
    if (m_conversation)
        m_conversation->disconnect(this);
    m_conversation = m_talk->conversation();
    if (m_conversation) {
        connect(m_conversation, &Conversation::stateChanged, this, &ConversationPanel::showState);
        connect(
            m_conversation, &QAbstractItemModel::rowsAboutToBeInserted, this,
            [this](const QModelIndex &, int first) { m_growsAbove = first == 0 && m_list->height() > 0; });
        connect(m_conversation, &QAbstractItemModel::rowsInserted, this, &ConversationPanel::showState);
        connect(m_conversation, &QAbstractItemModel::rowsRemoved, this, &ConversationPanel::showState);
    }
    m_fromBottom = 0;
    showHead();
    showState();
}

void ConversationPanel::showHead()
{
    const shared::Calendar *calendar = m_context.calendars.find(m_calendar);
    m_name->setVisible(calendar);
    m_mark->setVisible(calendar);
    if (calendar) {
        m_name->setText(calendar->name);
        m_mark->setColour(calendarColourFromName(calendar->colour).value_or(CalendarColour::Stone));
    }
    const int people = static_cast<int>(m_workspace.members().membersOf(m_calendar).size());
    m_people->setText(tr("%n people", nullptr, people));
    m_people->setVisible(calendar && people > 0);
    const int unread = calendar ? m_workspace.conversations().unread({m_calendar, {}}) : 0;
    m_new->setText(tr("%n new", nullptr, unread));
    m_new->setVisible(unread > 0);
}

void ConversationPanel::showState()
{
    const shared::Calendar *calendar = m_context.calendars.find(m_calendar);
    if (!calendar)
        return showEmpty(u"chat"_s, tr("No calendar yet"), tr("Once there is one, you talk here."));
    if (!m_conversation)
        return showEmpty(u"lock"_s, tr("You only see when"),
                         tr("What is said in “%1” is for those who may read it.").arg(calendar->name));
    m_older->setVisible(m_conversation->isLoadingOlder());
    if (m_conversation->rowCount() > 0)
        return m_middle->setCurrentWidget(m_scroll);
    switch (m_conversation->state()) {
    case Conversation::State::Unknown:
    case Conversation::State::Loading:
        return showEmpty(u"chat"_s, tr("One moment"), tr("The conversation is on its way."));
    case Conversation::State::Ready:
        return showEmpty(u"chat"_s, tr("Nothing said yet"),
                         tr("Write the first message: everybody in “%1” sees it.").arg(calendar->name));
    case Conversation::State::Failed:
        return showEmpty(u"cloudoff"_s, tr("The conversation can’t be read now"), m_conversation->problem(),
                         tr("Try again"));
    }
}

void ConversationPanel::showEmpty(const QString &icon, const QString &title, const QString &sentence,
                                  const QString &action)
{
    m_empty->setTexts(icon, title, sentence);
    m_empty->setAction(action);
    m_middle->setCurrentWidget(m_empty);
}

void ConversationPanel::wireScroll()
{
    const QScrollBar *bar = m_scroll->verticalScrollBar();
    connect(bar, &QScrollBar::rangeChanged, this, [this](int, int maximum) { keepPlace(maximum); });
    connect(bar, &QScrollBar::valueChanged, this, [this, bar](int value) {
        m_fromBottom = bar->maximum() - value;
        wantOlder();
    });
}

/// The end stays in sight where it was; and what is read stays where it is when older ones come above.
void ConversationPanel::keepPlace(int maximum)
{
    const int nearEnd = m_context.theme.theme().measures().space48;
    if (m_fromBottom <= nearEnd)
        m_fromBottom = 0;
    const int below = m_fromBottom;
    if (below == 0 || std::exchange(m_growsAbove, false))
        m_scroll->verticalScrollBar()->setValue(maximum - below);
    wantOlder();
}

void ConversationPanel::wantOlder()
{
    const QScrollBar *bar = m_scroll->verticalScrollBar();
    if (m_conversation && m_list->isVisible() && bar->value() <= bar->pageStep() / 2)
        m_workspace.conversations().openOlder(m_conversation->thread());
}

}
