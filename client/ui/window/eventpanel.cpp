#include "client/ui/window/eventpanel.h"

#include "client/models/calendarlist.h"
#include "client/models/eventindex.h"
#include "client/models/memberlist.h"
#include "client/models/workspace.h"
#include "client/ui/dialogs/eventtext.h"
#include "client/ui/dialogs/flowlayout.h"
#include "client/ui/dialogs/peoplefield.h"
#include "client/ui/dialogs/reminderfield.h"
#include "client/ui/dialogs/repeattext.h"
#include "client/ui/dialogs/verticalscroll.h"
#include "client/ui/theme/icons.h"
#include "client/ui/theme/paint.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/avatar.h"
#include "client/ui/widgets/buttons.h"
#include "client/ui/widgets/card.h"
#include "client/ui/widgets/chip.h"
#include "client/ui/widgets/emptystate.h"
#include "client/ui/widgets/iconview.h"
#include "client/ui/widgets/label.h"
#include "client/ui/window/versioncard.h"
#include "shared/base/clock.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
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
    : Ground(context.theme, Tone::Paper, Qt::LeftEdge, parent)
    , m_context(context)
    , m_workspace(workspace)
{
    const Measures &m = context.theme.theme().measures();
    setMinimumWidth(m.panelMin);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(1, 0, 0, 0);
    outer->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(m.space16, m.space8, m.space12, m.space8);
    head->addWidget(new Label(context.theme, tr("Event"), FontRole::Group));
    head->addStretch();
    auto *close = new IconButton(context.theme, u"x"_s, tr("Close the details"));
    connect(close, &QAbstractButton::clicked, this, &EventPanel::closeWanted);
    head->addWidget(close);
    outer->addLayout(head);
    outer->addWidget(new Separator(context.theme));
    auto *page = new QWidget;
    m_column = new QVBoxLayout(page);
    m_column->setContentsMargins({});
    outer->addWidget(new VerticalScroll(page), 1);
    connect(&context.events, &EventIndex::daysChanged, this, &EventPanel::rebuild);
    connect(&context.events, &EventIndex::reset, this, &EventPanel::rebuild);
    rebuild();
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
    if (m_content) {
        m_content->hide();
        m_content->deleteLater();
    }
    const EventItem *event = m_event.isNull() ? nullptr : m_context.events.find(m_event);
    m_content = event ? details(*event) : emptyState();
    m_column->addWidget(m_content);
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
    auto *calendar = new Label(m_context.theme, by, FontRole::Control, client::ui::Tone::Ink2);
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
                                lead ? client::ui::Tone::Ink : client::ui::Tone::Ink2);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        words->addWidget(label);
    }
    row->addLayout(words, 1);
    column.addLayout(row);
}

void EventPanel::addPeople(QVBoxLayout &column, const EventItem &event)
{
    const Measures &m = m_context.theme.theme().measures();
    column.addWidget(new Separator(m_context.theme));
    auto *head = new QHBoxLayout;
    head->addWidget(new Label(m_context.theme, tr("People"), FontRole::EventTitle, client::ui::Tone::Ink2));
    head->addStretch();
    head->addWidget(
        new Label(m_context.theme, answersText(event.participants), FontRole::Event, client::ui::Tone::Ink2));
    column.addLayout(head);
    for (const shared::Participant &person : event.participants) {
        auto *row = new QHBoxLayout;
        row->setSpacing(m.space12);
        const auto colour =
            calendarColourFromName(MemberList::colourOf(person.name)).value_or(CalendarColour::Stone);
        row->addWidget(new Avatar(m_context.theme, person.name, colour));
        row->addWidget(new ElidedLabel(m_context.theme, person.name, FontRole::Control), 1);
        row->addWidget(answerChip(m_context.theme, person.answer));
        column.addLayout(row);
    }
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
    if (!event.participants.isEmpty())
        addPeople(*column, event);
    column->addStretch(1);
    column->addWidget(new Separator(m_context.theme));
    const QString when = momentText(QDateTime::fromMSecsSinceEpoch(event.updatedMs, zone), today());
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

QWidget *EventPanel::versions(const EventItem &event)
{
    const auto other = m_workspace.otherVersion(event.id);
    auto *box = new QWidget;
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins({});
    auto *title =
        new Label(m_context.theme, tr("Two versions of one event"), FontRole::Group, client::ui::Tone::Bad);
    column->addWidget(title);
    if (!other)
        return box;
    auto *why = new Label(
        m_context.theme,
        tr("You and %1 changed the same. Nothing is lost: which one should stay?").arg(other->updatedByName),
        FontRole::Control, client::ui::Tone::Ink2);
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
