#include "client/ui/dialogs/eventeditor.h"

#include "client/models/calendarlist.h"
#include "client/models/habits.h"
#include "client/models/memberlist.h"
#include "client/ui/dialogs/calendarbox.h"
#include "client/ui/dialogs/ground.h"
#include "client/ui/dialogs/peoplefield.h"
#include "client/ui/dialogs/reminderfield.h"
#include "client/ui/dialogs/repeatfield.h"
#include "client/ui/dialogs/timesfield.h"
#include "client/ui/dialogs/verticalscroll.h"
#include "client/ui/theme/roles.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/colourpicker.h"
#include "client/ui/widgets/iconview.h"
#include "client/ui/widgets/label.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kMainWidth = 668;
constexpr int kSideWidth = 412;
constexpr int kTitleHeight = 48;
constexpr int kNotesHeight = 84;
constexpr int kFirstWidth = 1080;
constexpr int kFirstHeight = 720;

/// A row of the main column: an icon at the height of the first field, and the fields behind it.
void addIconRow(const ThemeSource &themes, const QString &icon, QWidget *field, QVBoxLayout &column,
                int stretch = 0)
{
    const Measures &m = themes.theme().measures();
    auto *row = new QHBoxLayout;
    row->setSpacing(m.space12 + m.space2);
    auto *sign = new QVBoxLayout;
    sign->addSpacing((m.controlDialog - m.icon20) / 2);
    sign->addWidget(new IconView(themes, icon, 20, Tone::Ink2));
    sign->addStretch();
    row->addLayout(sign);
    row->addWidget(field, 1);
    column.addLayout(row, stretch);
}

QLabel *groupLabel(const ThemeSource &themes, const QString &text)
{
    return new Label(themes, text, FontRole::EventTitle, Tone::Ink2);
}
}

EventEditor::EventEditor(const ThemeSource &themes, CalendarList &calendars, MemberList &members,
                         const QTimeZone &local, const Subject &subject, QWidget *parent)
    : SheetDialog(themes, subject.isNew ? tr("New event") : tr("Edit event"),
                  tr("Ctrl Enter saves, Esc closes"), tr("Save"), parent)
    , m_calendars(calendars)
    , m_members(members)
    , m_local(local)
    , m_subject(subject)
    , m_form(EventForm::fromDraft(subject.draft, local))
{
    buildMain();
    buildSide();
    showForm(m_form);
    m_title->setFocus();
    const Theme &theme = themes.theme();
    const QSize wanted(theme.scaled(kFirstWidth), theme.scaled(kFirstHeight));
    resize(parent ? wanted.boundedTo(parent->window()->size()) : wanted);
}

shared::EventDraft EventEditor::draft() const { return m_form.toDraft(m_subject.draft); }

shared::CalendarId EventEditor::calendar() const { return m_calendar->calendar(); }

void EventEditor::buildMain()
{
    const Theme &theme = themes().theme();
    const Measures &m = theme.measures();
    auto *main = new QWidget;
    auto *column = new QVBoxLayout(main);
    column->setContentsMargins(m.dialogPad, m.dialogPad, m.dialogPad, m.dialogPad);
    column->setSpacing(m.space16);

    m_title = new QLineEdit;
    m_title->setPlaceholderText(tr("What is it?"));
    m_title->setAccessibleName(tr("Title"));
    m_title->setMaxLength(2 * shared::kMaxEventName);
    m_title->setFont(theme.font(FontRole::Heading));
    m_title->setFixedHeight(theme.scaled(kTitleHeight));
    m_title->setTextMargins(m.space4, 0, m.space4, 0);
    column->addWidget(m_title);
    connect(m_title, &QLineEdit::textChanged, this, &EventEditor::edited);

    m_times = new TimesField(themes(), m_local);
    addIconRow(themes(), u"clock"_s, m_times, *column);
    connect(m_times, &TimesField::startMoved, this, &EventEditor::startMoved);
    connect(m_times, &TimesField::changed, this, &EventEditor::edited);
    connect(m_times, &TimesField::repairWanted, this, [this] {
        m_form.repairEnd();
        showForm(m_form);
    });

    m_repeat = new RepeatField(themes(), m_local);
    addIconRow(themes(), u"repeat"_s, m_repeat, *column);
    connect(m_repeat, &RepeatField::changed, this, &EventEditor::edited);

    m_location = new QLineEdit;
    m_location->setPlaceholderText(tr("Add a place"));
    m_location->setAccessibleName(tr("Place"));
    m_location->setMaxLength(shared::kMaxLocation);
    setControlSize(*m_location, ControlSize::Dialog);
    addIconRow(themes(), u"pin"_s, m_location, *column);
    connect(m_location, &QLineEdit::textChanged, this, &EventEditor::edited);

    m_description = new QPlainTextEdit;
    m_description->setPlaceholderText(tr("Notes"));
    m_description->setAccessibleName(tr("Notes"));
    m_description->setTabChangesFocus(true);
    m_description->setMinimumHeight(theme.scaled(kNotesHeight));
    addIconRow(themes(), u"note"_s, m_description, *column, 1);
    connect(m_description, &QPlainTextEdit::textChanged, this, &EventEditor::edited);
    body()->addWidget(new VerticalScroll(main), kMainWidth);
}

void EventEditor::buildSide()
{
    const Measures &m = themes().theme().measures();
    auto *side = new Ground(themes(), Ground::Tone::Paper, Qt::LeftEdge);
    side->setMaximumWidth(themes().theme().scaled(kSideWidth));
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(m.dialogPad, m.dialogPad, m.dialogPad, m.dialogPad);
    column->setSpacing(m.space8);

    m_calendar = new CalendarBox(themes(), m_calendars, m_subject.calendar);
    // Moving between calendars is another command; a new event chooses freely.
    m_calendar->setEnabled(m_subject.isNew);
    setControlSize(*m_calendar, ControlSize::Dialog);
    connect(m_calendar, &QComboBox::currentIndexChanged, this, &EventEditor::calendarChosen);
    column->addWidget(groupLabel(themes(), tr("Calendar")));
    column->addWidget(m_calendar);
    column->addSpacing(m.space8);
    addPeople(*column);
    column->addSpacing(m.space8);
    column->addWidget(groupLabel(themes(), tr("Reminders")));
    m_reminders = new ReminderField(themes());
    connect(m_reminders, &ReminderField::changed, this, &EventEditor::edited);
    column->addWidget(m_reminders);
    column->addSpacing(m.space8);
    addColour(*column);
    column->addStretch(1);

    auto *outer = new QVBoxLayout(side);
    outer->setContentsMargins(m.hairline, 0, 0, 0);
    outer->addWidget(new VerticalScroll(content));
    body()->addWidget(side, kSideWidth);
}

void EventEditor::addPeople(QVBoxLayout &column)
{
    auto *head = new QHBoxLayout;
    auto *summary = new Label(themes(), {}, FontRole::Event, Tone::Ink2);
    head->addWidget(groupLabel(themes(), tr("People")));
    head->addStretch();
    head->addWidget(summary);
    column.addLayout(head);
    m_people = new PeopleField(themes());
    m_people->setMembers(m_members.membersOf(calendar()));
    connect(m_people, &PeopleField::summaryChanged, summary, &QLabel::setText);
    connect(m_people, &PeopleField::changed, this, &EventEditor::edited);
    column.addWidget(m_people);
}

void EventEditor::addColour(QVBoxLayout &column)
{
    column.addWidget(groupLabel(themes(), tr("Colour")));
    m_colour = new ColourPicker(themes());
    connect(m_colour, &ColourPicker::chosen, this, &EventEditor::edited);
    column.addWidget(m_colour);
    m_colourName = new Label(themes(), {}, FontRole::Caption, Tone::Ink2);
    column.addWidget(m_colourName);
}

/// A dialog selects what it gives the focus to, and the next key would replace the title.
void EventEditor::showEvent(QShowEvent *event)
{
    SheetDialog::showEvent(event);
    QMetaObject::invokeMethod(
        m_title, [this] { m_title->end(false); }, Qt::QueuedConnection);
}

/// The dots stand in two lines where one is too long.
void EventEditor::resizeEvent(QResizeEvent *event)
{
    SheetDialog::resizeEvent(event);
    constexpr int kColours = 12;
    const bool narrow = width() < themes().theme().scaled(kFirstWidth);
    m_colour->setColumns(narrow ? kColours / 2 : kColours);
}

void EventEditor::showForm(const EventForm &form)
{
    m_showing = true;
    m_title->setText(form.name);
    m_times->setTimes(form);
    m_repeat->setDraft(form.toDraft(m_subject.draft));
    m_location->setText(form.location);
    if (m_description->toPlainText() != form.description)
        m_description->setPlainText(form.description);
    m_people->setPeople(form.participants);
    m_reminders->setReminders(form.reminders);
    showColour();
    m_showing = false;
    validate();
}

void EventEditor::read()
{
    m_form.name = m_title->text();
    m_times->readInto(m_form);
    m_repeat->setTimes(m_form.toDraft(m_subject.draft), m_subject.isNew);
    m_form.recurrence = m_repeat->recurrence();
    m_form.location = m_location->text();
    m_form.description = m_description->toPlainText();
    m_form.participants = m_people->people();
    m_form.reminders = m_reminders->reminders();
    const shared::Calendar *calendar = m_calendars.find(this->calendar());
    const QString colour = calendarColourName(m_colour->colour());
    m_form.colour = calendar && calendar->colour == colour ? QString() : colour;
}

void EventEditor::edited()
{
    if (m_showing)
        return;
    read();
    showColour();
    validate();
}

void EventEditor::startMoved()
{
    EventForm now = m_form;
    m_times->readInto(now);
    m_form.moveStart(now.startDate, now.startTime);
    m_times->setTimes(m_form);
    edited();
}

/// An event without a colour of its own takes that of the calendar that it goes to.
void EventEditor::calendarChosen()
{
    m_people->setMembers(m_members.membersOf(calendar()));
    showColour();
    edited();
}

void EventEditor::showColour()
{
    const shared::Calendar *calendar = m_calendars.find(this->calendar());
    const bool own = !m_form.colour.isEmpty();
    const QString name = own || !calendar ? m_form.colour : calendar->colour;
    const CalendarColour colour = calendarColourFromName(name).value_or(CalendarColour::Stone);
    m_colour->setColour(colour);
    m_colourName->setText(own ? calendarColourLabel(colour)
                              : tr("%1, as the calendar").arg(calendarColourLabel(colour)));
}

void EventEditor::validate()
{
    QString sentence;
    QString repair;
    QString foot;
    switch (m_form.problem()) {
    case EventForm::Problem::None:
        break;
    case EventForm::Problem::NoName:
        foot = tr("A title is missing.");
        break;
    case EventForm::Problem::TooLongName:
        foot = tr("The title has more than %1 characters.").arg(shared::kMaxEventName);
        break;
    case EventForm::Problem::EndBeforeStart: {
        EventForm repaired = m_form;
        repaired.repairEnd();
        if (m_form.allDay) {
            sentence = tr("The end is before the start.");
            repair = tr("Make it one day");
        } else {
            sentence = m_form.minutes() == 0
                ? tr("The end is at the start.")
                : tr("The end is %n minute(s) before the start.", nullptr, int(-m_form.minutes()));
            repair = tr("Make it %1").arg(clockText(repaired.endTime));
        }
        break;
    }
    case EventForm::Problem::TooLong:
        sentence = tr("An event lasts five years at most.");
        break;
    }
    m_times->setProblem(sentence, repair);
    if (m_form.problem() == EventForm::Problem::NoName)
        setMissing(foot);
    else
        setProblem(sentence.isEmpty() ? foot : tr("One thing to put right before this can be saved."));
}

}
