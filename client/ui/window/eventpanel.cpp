#include "client/ui/window/eventpanel.h"

#include "client/models/calendarlist.h"
#include "client/models/conversations.h"
#include "client/models/eventindex.h"
#include "client/models/workspace.h"
#include "client/ui/conversation/messagefield.h"
#include "client/ui/conversation/messagelist.h"
#include "client/ui/conversation/talk.h"
#include "client/ui/dialogs/eventtext.h"
#include "client/ui/dialogs/flowlayout.h"
#include "client/ui/dialogs/reminderfield.h"
#include "client/ui/dialogs/repeattext.h"
#include "client/ui/dialogs/verticalscroll.h"
#include "client/ui/theme/icons.h"
#include "client/ui/theme/paint.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/buttons.h"
#include "client/ui/widgets/card.h"
#include "client/ui/widgets/chip.h"
#include "client/ui/widgets/emptystate.h"
#include "client/ui/widgets/iconview.h"
#include "client/ui/widgets/label.h"
#include "client/ui/window/participantsview.h"
#include "client/ui/window/versioncard.h"
#include "shared/base/clock.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kWhole = 1000; ///< of the page, where nothing is selected

/// The calendar's colour beside the title.
class EdgeBar : public QWidget {
public:
    EdgeBar(const ThemeSource &themes, CalendarColour colour)
        : m_themes(themes)
        , m_colour(colour)
    {
        constexpr int kWidth = 4;
        setFixedWidth(kWidth);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        paint::box(painter, rect(), width() / 2.0, m_themes.theme().tint(m_colour).edge);
    }

private:
    const ThemeSource &m_themes;
    CalendarColour m_colour;
};
}

EventPanel::EventPanel(const ViewContext &context, Workspace &workspace, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_workspace(workspace)
    , m_comments(new QWidget)
    , m_nothingSaid(new Label(context.theme, {}, FontRole::Control, Tone::Ink3))
    , m_list(new MessageList(context, workspace, MessageList::Place::Event))
    , m_foot(new QWidget)
    , m_field(new MessageField(context.theme))
    , m_talk(new Talk(context.theme, workspace, *this, *m_list, *m_field))
{
    arrange();
    connect(&context.events, &EventIndex::daysChanged, this, &EventPanel::rebuild);
    connect(&context.events, &EventIndex::reset, this, &EventPanel::rebuild);
    rebuild();
}

void EventPanel::arrange()
{
    const Measures &m = m_context.theme.theme().measures();
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins({});
    outer->setSpacing(0);
    auto *page = new QWidget;
    m_column = new QVBoxLayout(page);
    m_column->setContentsMargins({});
    m_column->setSpacing(0);
    auto *comments = new QVBoxLayout(m_comments);
    comments->setContentsMargins(m.space8, 0, m.space8, m.space12); // the rows bring margins of their own
    comments->setSpacing(m.space8);
    auto *head = new QVBoxLayout;
    head->setContentsMargins(m.space8, 0, m.space8, 0);
    head->setSpacing(m.space8);
    head->addWidget(new Separator(m_context.theme));
    head->addWidget(new Label(m_context.theme, tr("Comments"), FontRole::EventTitle, Tone::Ink2));
    m_nothingSaid->setWordWrap(true);
    head->addWidget(m_nothingSaid);
    comments->addLayout(head);
    comments->addWidget(m_list);
    m_column->addWidget(m_comments);
    m_column->addStretch(1);
    outer->addWidget(new VerticalScroll(page), 1);
    auto *foot = new QVBoxLayout(m_foot);
    foot->setContentsMargins(m.space16, m.space8, m.space16, m.space12);
    foot->addWidget(m_field);
    outer->addWidget(m_foot);
}

void EventPanel::setEvent(shared::EventId event)
{
    if (event == m_event)
        return;
    m_event = event;
    rebuild();
}

void EventPanel::rebuild()
{
    for (QWidget *old : {m_content, m_footer}) {
        if (!old)
            continue;
        old->hide();
        old->deleteLater();
    }
    const EventItem *event = m_event.isNull() ? nullptr : m_context.events.find(m_event);
    m_content = event ? details(*event) : emptyState();
    m_footer = event ? footer(*event) : nullptr;
    m_column->insertWidget(0, m_content, event ? 0 : kWhole);
    if (m_footer)
        m_column->addWidget(m_footer);
    showComments(event);
}

void EventPanel::showComments(const EventItem *event)
{
    const shared::Calendar *home = event ? m_context.calendars.find(event->calendar) : nullptr;
    // One that only waits to be sent is not known to anybody yet.
    const bool talks = home && shared::mayRead(home->role) && event->version > 0;
    m_comments->setVisible(talks);
    m_foot->setVisible(talks);
    if (talks) {
        // Of an occurrence that nobody changed the server knows the series only.
        const shared::EventId about = m_context.events.stored(event->id) ? event->id : event->series;
        m_talk->setThread({event->calendar, about}, tr("Write a comment…"));
    } else {
        m_talk->clear();
    }
    if (m_conversation == m_talk->conversation())
        return;
    if (m_conversation)
        m_conversation->disconnect(this);
    m_conversation = m_talk->conversation();
    if (m_conversation) {
        connect(m_conversation, &Conversation::stateChanged, this, &EventPanel::showWhetherSaid);
        connect(m_conversation, &QAbstractItemModel::rowsInserted, this, &EventPanel::showWhetherSaid);
        connect(m_conversation, &QAbstractItemModel::rowsRemoved, this, &EventPanel::showWhetherSaid);
    }
    showWhetherSaid();
}

void EventPanel::showWhetherSaid()
{
    if (!m_conversation)
        return;
    const bool failed = m_conversation->state() == Conversation::State::Failed;
    m_nothingSaid->setText(failed ? m_conversation->problem() : tr("Nothing said yet."));
    m_nothingSaid->setVisible(m_conversation->rowCount() == 0 || failed);
}

QWidget *EventPanel::emptyState()
{
    return new EmptyState(m_context.theme, u"calendar"_s, tr("Nothing is selected"),
                          tr("Click an event to see who, when and where."));
}

QWidget *EventPanel::titleRow(const EventItem &event)
{
    const Measures &m = m_context.theme.theme().measures();
    auto *line = new QWidget;
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins({});
    row->setSpacing(m.space16);
    const shared::Calendar *home = m_context.calendars.find(event.calendar);
    const QString colour = event.colour.isEmpty() && home ? home->colour : event.colour;
    row->addWidget(
        new EdgeBar(m_context.theme, calendarColourFromName(colour).value_or(CalendarColour::Stone)));
    auto *words = new QVBoxLayout;
    words->setSpacing(m.space2);
    auto *title = new Label(m_context.theme, event.name, FontRole::Heading);
    title->setWordWrap(true);
    title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    words->addWidget(title);
    const QString by = event.createdByName.isEmpty()
        ? event.calendarName
        : tr("%1 · added by %2").arg(event.calendarName, event.createdByName);
    auto *calendar = new Label(m_context.theme, by, FontRole::Control, Tone::Ink2);
    calendar->setWordWrap(true);
    words->addWidget(calendar);
    row->addLayout(words, 1);
    if (m_context.editor.mayChange(event.id)) {
        auto *edit = new QPushButton(Icons::icon(u"edit"_s), tr("Edit"));
        connect(edit, &QAbstractButton::clicked, this, [this, id = event.id] { Q_EMIT editWanted(id); });
        row->addWidget(edit, 0, Qt::AlignTop);
    }
    return line;
}

void EventPanel::addFact(QVBoxLayout &column, const QString &icon, const QString &first,
                         const QString &second)
{
    const Measures &m = m_context.theme.theme().measures();
    auto *row = new QHBoxLayout;
    row->setSpacing(m.space12);
    row->addWidget(new IconView(m_context.theme, icon, 16), 0, Qt::AlignTop);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    for (const QString *shown : {&first, &second}) {
        if (shown->isEmpty())
            continue;
        const QString &text = *shown;
        const bool lead = &text == &first;
        auto *label = new Label(m_context.theme, text, lead ? FontRole::ControlStrong : FontRole::Control,
                                lead ? Tone::Ink : Tone::Ink2);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        words->addWidget(label);
    }
    row->addLayout(words, 1);
    column.addLayout(row);
}

void EventPanel::addReminders(QVBoxLayout &column, const EventItem &event)
{
    const Measures &m = m_context.theme.theme().measures();
    auto *row = new QHBoxLayout;
    row->setSpacing(m.space12);
    auto *sign = new QVBoxLayout;
    sign->addSpacing((m.chip - m.icon16) / 2);
    sign->addWidget(new IconView(m_context.theme, u"bell"_s, 16));
    sign->addStretch();
    row->addLayout(sign);
    auto *chips = new QWidget;
    auto *flow = new FlowLayout(m.space4, chips);
    for (const int minutes : event.reminders)
        flow->addWidget(new Chip(m_context.theme, reminderText(minutes)));
    row->addWidget(chips, 1);
    column.addLayout(row);
}

QWidget *EventPanel::details(const EventItem &event)
{
    const Measures &m = m_context.theme.theme().measures();
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(m.space16, m.space16, m.space16, m.space16);
    column->setSpacing(m.space12);
    if (event.conflict)
        column->addWidget(versions(event));
    column->addWidget(titleRow(event));
    if (event.waiting)
        column->addWidget(new Chip(m_context.theme, tr("waiting to be sent"), ChipTone::Warn, u"wait"_s), 0,
                          Qt::AlignLeft);
    const QTimeZone &zone = m_context.events.zone();
    const QString times = timesText(event, zone);
    addFact(*column, u"clock"_s, daysText(event, zone),
            times.isEmpty() ? lengthText(event) : times + u" · "_s + lengthText(event));
    const EventItem *series = m_context.events.find(event.series);
    const QString repeats = repeatText(series ? *series : event);
    if (!repeats.isEmpty())
        addFact(*column, u"repeat"_s, {}, repeats);
    if (!event.location.isEmpty())
        addFact(*column, u"pin"_s, event.location);
    if (!event.description.isEmpty())
        addFact(*column, u"note"_s, {}, event.description);
    if (!event.reminders.isEmpty())
        addReminders(*column, event);
    if (!event.participants.isEmpty()) {
        column->addWidget(new Separator(m_context.theme));
        column->addWidget(new ParticipantsView(m_context, m_workspace, event));
    }
    return page;
}

/// Who changed it last, and the button that deletes it.
QWidget *EventPanel::footer(const EventItem &event)
{
    const Measures &m = m_context.theme.theme().measures();
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(m.space16, 0, m.space16, m.space16);
    column->setSpacing(m.space12);
    column->addWidget(new Separator(m_context.theme));
    const QString when =
        momentText(QDateTime::fromMSecsSinceEpoch(event.updatedMs, m_context.events.zone()), today());
    if (event.updatedMs > 0 && !event.updatedByName.isEmpty())
        addFact(*column, u"history"_s, {}, tr("Changed by %1, %2").arg(event.updatedByName, when));
    if (m_context.editor.mayChange(event.id)) {
        auto *remove = new DangerButton(tr("Delete"));
        remove->setIcon(Icons::icon(u"trash"_s));
        connect(remove, &QAbstractButton::clicked, this, [this, id = event.id] { Q_EMIT deleteWanted(id); });
        column->addWidget(remove, 0, Qt::AlignLeft);
    }
    return page;
}

QDate EventPanel::today() const
{
    return QDateTime::fromMSecsSinceEpoch(m_context.clock.nowMs(), m_context.events.zone()).date();
}

/// Of an occurrence that nobody changed it is the series that there are two of.
QWidget *EventPanel::versions(const EventItem &shown)
{
    const EventItem *series =
        m_context.events.stored(shown.id) ? nullptr : m_context.events.stored(shown.series);
    const EventItem &event = series ? *series : shown;
    const auto other = m_workspace.otherVersion(event.id);
    auto *box = new QWidget;
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins({});
    auto *title = new Label(m_context.theme, tr("Two versions of one event"), FontRole::Group, Tone::Bad);
    column->addWidget(title);
    if (!other)
        return box;
    auto *why = new Label(
        m_context.theme,
        tr("You and %1 changed the same. Nothing is lost: which one should stay?").arg(other->updatedByName),
        FontRole::Control, Tone::Ink2);
    why->setWordWrap(true);
    column->addWidget(why);
    const QTimeZone zone = m_context.events.zone();
    auto *mine = new VersionCard(m_context.theme, tr("Yours"), event, *other, zone, today(), tr("Keep mine"));
    auto *theirs = new VersionCard(m_context.theme, tr("%1’s").arg(other->updatedByName), *other, event, zone,
                                   today(), tr("Keep %1’s").arg(other->updatedByName));
    connect(mine, &VersionCard::keepWanted, this,
            [this, id = event.id] { m_workspace.resolveConflict(id, true); });
    connect(theirs, &VersionCard::keepWanted, this,
            [this, id = event.id] { m_workspace.resolveConflict(id, false); });
    column->addWidget(mine);
    column->addWidget(theirs);
    return box;
}

}
