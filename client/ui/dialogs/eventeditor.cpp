#include "client/ui/dialogs/eventeditor.h"

#include "client/models/calendarlist.h"
#include "client/models/memberlist.h"
#include "client/ui/dialogs/fielderror.h"
#include "client/ui/dialogs/ground.h"
#include "client/ui/dialogs/peoplefield.h"
#include "client/ui/dialogs/reminderfield.h"
#include "client/ui/theme/roles.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/colourpicker.h"
#include "client/ui/widgets/iconview.h"
#include "client/ui/widgets/label.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QPainter>
#include <QPlainTextEdit>
#include <QTimeEdit>
#include <QVBoxLayout>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kMainWidth = 668;
constexpr int kSideWidth = 412;
constexpr int kNotesHeight = 96;

QPixmap swatch(const Theme &theme, const QString &name, qreal dpr)
{
    constexpr int kSide = 16;
    QPixmap pixmap(QSize(kSide, kSide) * dpr);
    pixmap.setDevicePixelRatio(dpr);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.tint(calendarColourFromName(name).value_or(CalendarColour::Stone)).edge);
    painter.drawRoundedRect(QRectF(0, 0, kSide, kSide), 4, 4);
    return pixmap;
}

/// A row of the main column: an icon at its head, fields behind it.
QHBoxLayout *iconRow(const ThemeSource &themes, const QString &icon, QVBoxLayout &column)
{
    const Measures &m = themes.theme().measures();
    auto *row = new QHBoxLayout;
    row->setSpacing(m.space8);
    auto *view = new IconView(themes, icon, m.icon20, Tone::Ink2);
    row->addWidget(view, 0, Qt::AlignTop);
    row->setContentsMargins(0, 0, 0, 0);
    row->addSpacing(m.space4);
    column.addLayout(row);
    return row;
}

QLabel *groupLabel(const ThemeSource &themes, const QString &text)
{
    return new Label(themes, text, FontRole::EventTitle, Tone::Ink2);
}

QDateEdit *dateEdit(const QString &name)
{
    auto *edit = new QDateEdit;
    edit->setCalendarPopup(true);
    edit->setDisplayFormat(u"ddd d MMM yyyy"_s);
    edit->setMinimumDate(QDate(1, 1, 1));
    edit->setAccessibleName(name);
    return edit;
}

QTimeEdit *timeEdit(const QString &name)
{
    auto *edit = new QTimeEdit;
    edit->setDisplayFormat(QLocale().timeFormat(QLocale::ShortFormat));
    edit->setButtonSymbols(QAbstractSpinBox::NoButtons);
    edit->setAccessibleName(name);
    return edit;
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
    m_title->selectAll();
}

shared::EventDraft EventEditor::draft() const { return m_form.toDraft(m_subject.draft); }

shared::CalendarId EventEditor::calendar() const
{
    return shared::CalendarId{m_calendar->currentData().toUuid()};
}

void EventEditor::buildMain()
{
    const Measures &m = themes().theme().measures();
    auto *main = new QWidget;
    main->setMinimumWidth(themes().theme().scaled(kMainWidth));
    auto *column = new QVBoxLayout(main);
    column->setContentsMargins(m.dialogPad, m.dialogPad, m.dialogPad, m.dialogPad);
    column->setSpacing(m.space16);

    m_title = new QLineEdit;
    m_title->setPlaceholderText(tr("What is it?"));
    m_title->setAccessibleName(tr("Title"));
    m_title->setMaxLength(2 * shared::kMaxEventName);
    setControlSize(*m_title, ControlSize::Large);
    m_title->setFont(themes().theme().font(FontRole::Heading));
    column->addWidget(m_title);
    connect(m_title, &QLineEdit::textChanged, this, &EventEditor::edited);

    buildTimes(*column);

    m_location = new QLineEdit;
    m_location->setPlaceholderText(tr("Add a place"));
    m_location->setAccessibleName(tr("Place"));
    m_location->setMaxLength(shared::kMaxLocation);
    iconRow(themes(), u"pin"_s, *column)->addWidget(m_location);
    connect(m_location, &QLineEdit::textChanged, this, &EventEditor::edited);

    m_description = new QPlainTextEdit;
    m_description->setPlaceholderText(tr("Notes"));
    m_description->setAccessibleName(tr("Notes"));
    m_description->setTabChangesFocus(true);
    m_description->setMinimumHeight(themes().theme().scaled(kNotesHeight));
    iconRow(themes(), u"note"_s, *column)->addWidget(m_description);
    connect(m_description, &QPlainTextEdit::textChanged, this, &EventEditor::edited);
    column->addStretch();
    body()->addWidget(main, 1);
}

void EventEditor::buildTimes(QVBoxLayout &column)
{
    const Measures &m = themes().theme().measures();
    auto *times = new QVBoxLayout;
    times->setSpacing(m.space8);
    iconRow(themes(), u"clock"_s, column)->addLayout(times, 1);

    const auto line = [&](QDateEdit *&date, QTimeEdit *&time, QComboBox *&zone, const QString &what) {
        date = dateEdit(tr("%1: date").arg(what));
        time = timeEdit(tr("%1: time").arg(what));
        zone = new QComboBox;
        zone->setAccessibleName(tr("%1: time zone").arg(what));
        addZones(*zone);
        auto *row = new QHBoxLayout;
        row->setSpacing(m.space8);
        row->addWidget(date);
        row->addWidget(time);
        row->addWidget(zone);
        times->addLayout(row);
        return row;
    };
    auto *first = line(m_startDate, m_startTime, m_startZone, tr("Start"));
    m_yourTime = new Label(themes(), {}, FontRole::Event, Tone::Ink2);
    first->addWidget(m_yourTime);
    first->addStretch();
    line(m_endDate, m_endTime, m_endZone, tr("End"))->addStretch();
    m_endError = new FieldError(themes());
    times->addWidget(m_endError);

    auto *boxes = new QHBoxLayout;
    boxes->setSpacing(m.space16);
    m_allDay = new QCheckBox(tr("All day"));
    m_zones = new QCheckBox(tr("Time zones"));
    boxes->addWidget(m_allDay);
    boxes->addWidget(m_zones);
    boxes->addStretch();
    times->addLayout(boxes);

    connect(m_startDate, &QDateEdit::dateChanged, this, &EventEditor::startMoved);
    connect(m_startTime, &QTimeEdit::timeChanged, this, &EventEditor::startMoved);
    connect(m_endDate, &QDateEdit::dateChanged, this, &EventEditor::edited);
    connect(m_endTime, &QTimeEdit::timeChanged, this, &EventEditor::edited);
    connect(m_startZone, &QComboBox::currentIndexChanged, this, &EventEditor::edited);
    connect(m_endZone, &QComboBox::currentIndexChanged, this, &EventEditor::edited);
    connect(m_allDay, &QCheckBox::toggled, this, &EventEditor::edited);
    connect(m_zones, &QCheckBox::toggled, this, &EventEditor::showZones);
    connect(m_endError, &FieldError::repairWanted, this, [this] {
        m_form.repairEnd();
        showForm(m_form);
    });
}

void EventEditor::addZones(QComboBox &box)
{
    static const QList<QByteArray> ids = [] {
        QList<QByteArray> all = QTimeZone::availableTimeZoneIds();
        // Names with a region are what people know; the rest are aliases and technical zones.
        all.removeIf([](const QByteArray &id) { return !id.contains('/') || id.startsWith("Etc/"); });
        return all;
    }();
    for (const QByteArray &id : ids)
        box.addItem(QString::fromLatin1(id));
    box.setMaxVisibleItems(12);
}

void EventEditor::buildSide()
{
    const Measures &m = themes().theme().measures();
    auto *side = new Ground(themes(), Ground::Tone::Paper, Qt::LeftEdge);
    side->setFixedWidth(themes().theme().scaled(kSideWidth));
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(m.dialogPad, m.dialogPad, m.dialogPad, m.dialogPad);
    column->setSpacing(m.space8);

    m_calendar = new QComboBox;
    m_calendar->setAccessibleName(tr("Calendar"));
    for (const shared::Calendar &calendar : m_calendars.calendars())
        if (shared::mayWriteEvents(calendar.role) || calendar.id == m_subject.calendar)
            m_calendar->addItem(QIcon(swatch(themes().theme(), calendar.colour, devicePixelRatioF())),
                                calendar.name, calendar.id.value);
    m_calendar->setCurrentIndex(std::max(m_calendar->findData(m_subject.calendar.value), 0));
    // Moving between calendars is another command; a new event chooses freely.
    m_calendar->setEnabled(m_subject.isNew);
    column->addWidget(groupLabel(themes(), tr("Calendar")));
    column->addWidget(m_calendar);
    column->addSpacing(m.space8);

    auto *peopleHead = new QHBoxLayout;
    auto *summary = new Label(themes(), {}, FontRole::Event, Tone::Ink3);
    peopleHead->addWidget(groupLabel(themes(), tr("People")));
    peopleHead->addStretch();
    peopleHead->addWidget(summary);
    column->addLayout(peopleHead);
    m_people = new PeopleField(themes());
    m_people->setMembers(m_members.membersOf(calendar()));
    connect(m_people, &PeopleField::summaryChanged, summary, &QLabel::setText);
    connect(m_people, &PeopleField::changed, this, &EventEditor::edited);
    connect(m_calendar, &QComboBox::currentIndexChanged, this,
            [this] { m_people->setMembers(m_members.membersOf(calendar())); });
    column->addWidget(m_people);
    column->addSpacing(m.space8);

    column->addWidget(groupLabel(themes(), tr("Reminders")));
    m_reminders = new ReminderField(themes());
    connect(m_reminders, &ReminderField::changed, this, &EventEditor::edited);
    column->addWidget(m_reminders);
    column->addSpacing(m.space8);

    column->addWidget(groupLabel(themes(), tr("Colour")));
    m_colour = new ColourPicker(themes());
    connect(m_colour, &ColourPicker::chosen, this, &EventEditor::edited);
    column->addWidget(m_colour);
    column->addStretch();
    body()->addWidget(side);
}

void EventEditor::showForm(const EventForm &form)
{
    m_showing = true;
    m_title->setText(form.name);
    m_startDate->setDate(form.startDate);
    m_startTime->setTime(form.startTime);
    m_endDate->setDate(form.endDate);
    m_endTime->setTime(form.endTime);
    m_startZone->setCurrentText(QString::fromUtf8(form.startZone.id()));
    m_endZone->setCurrentText(QString::fromUtf8(form.endZone.id()));
    m_allDay->setChecked(form.allDay);
    m_location->setText(form.location);
    if (m_description->toPlainText() != form.description)
        m_description->setPlainText(form.description);
    m_people->setPeople(form.participants);
    m_reminders->setReminders(form.reminders);
    const shared::Calendar *calendar = m_calendars.find(m_subject.calendar);
    const QString colour = form.colour.isEmpty() && calendar ? calendar->colour : form.colour;
    m_colour->setColour(calendarColourFromName(colour).value_or(CalendarColour::Stone));
    const bool zones = form.startZone.id() != m_local.id() || form.endZone.id() != m_local.id();
    m_zones->setChecked(m_zones->isChecked() || zones);
    m_showing = false;
    showZones(m_zones->isChecked());
    validate();
}

void EventEditor::read()
{
    m_form.name = m_title->text();
    m_form.allDay = m_allDay->isChecked();
    m_form.startDate = m_startDate->date();
    m_form.startTime = m_startTime->time();
    m_form.endDate = m_endDate->date();
    m_form.endTime = m_endTime->time();
    if (m_zones->isChecked()) {
        m_form.startZone = QTimeZone(m_startZone->currentText().toUtf8());
        m_form.endZone = QTimeZone(m_endZone->currentText().toUtf8());
    }
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
    showZones(m_zones->isChecked());
    validate();
}

void EventEditor::startMoved()
{
    if (m_showing)
        return;
    m_form.moveStart(m_startDate->date(), m_startTime->time());
    m_showing = true;
    m_endDate->setDate(m_form.endDate);
    m_endTime->setTime(m_form.endTime);
    m_showing = false;
    edited();
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
    case EventForm::Problem::EndBeforeStart:
        sentence = m_form.minutes() == 0
            ? tr("The end is at the start.")
            : tr("The end is %n minute(s) before the start.", nullptr, int(-m_form.minutes()));
        if (m_form.allDay)
            sentence = tr("The end is before the start.");
        repair = tr("Make it an hour later");
        foot = tr("One thing to put right before this can be saved.");
        break;
    case EventForm::Problem::TooLong:
        sentence = tr("An event lasts five years at most.");
        foot = tr("One thing to put right before this can be saved.");
        break;
    }
    m_endError->setSentence(sentence, repair);
    setError(*m_endDate, !sentence.isEmpty());
    setError(*m_endTime, !sentence.isEmpty());
    setProblem(foot);
}

void EventEditor::showZones(bool shown)
{
    const bool timed = !m_form.allDay;
    m_startTime->setVisible(timed);
    m_endTime->setVisible(timed);
    m_zones->setVisible(timed);
    m_startZone->setVisible(shown && timed);
    m_endZone->setVisible(shown && timed);
    const bool other = timed && m_form.startZone.id() != m_local.id();
    const qint64 start = other ? m_form.toDraft(m_subject.draft).start.utcMs : 0;
    const QTime here = QDateTime::fromMSecsSinceEpoch(start, m_local).time();
    m_yourTime->setText(other ? tr("%1 your time").arg(QLocale().toString(here, QLocale::ShortFormat))
                              : QString());
    m_yourTime->setVisible(other && shown);
}

}
