#include "client/ui/settings/reminderspage.h"

#include "client/models/calendarlist.h"
#include "client/models/habits.h"
#include "client/models/preferences.h"
#include "client/models/reminderrequests.h"
#include "client/models/reminderscheduler.h"
#include "client/models/workspace.h"
#include "client/ui/dialogs/reminderfield.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/buttons.h"
#include "client/ui/widgets/card.h"
#include "client/ui/widgets/label.h"

#include <QApplication>
#include <QComboBox>
#include <QHBoxLayout>
#include <QPointer>
#include <QTimeEdit>
#include <QVBoxLayout>

namespace hearth::client::ui {

namespace {
OwnMinutes &timed(ReminderDefaults &defaults) { return defaults.timed; }
OwnMinutes &allDay(ReminderDefaults &defaults) { return defaults.allDay; }
}

RemindersPage::RemindersPage(const ThemeSource &themes, Preferences &preferences, Workspace &workspace,
                             QWidget *parent)
    : SettingsPage(themes, tr("Reminders"),
                   tr("An event’s own reminders come first. What is set here holds for events without any."),
                   parent)
    , m_preferences(preferences)
    , m_workspace(workspace)
{
    addQuiet();
    addCalendar();
    connect(&workspace.reminders(), &ReminderScheduler::settingsChanged, this,
            [this](shared::CalendarId calendar) {
                if (calendar == chosen())
                    showCalendar();
            });
    showCalendar();
}

void RemindersPage::addQuiet()
{
    const QuietHours quiet = m_preferences.quietHours();
    Card *card = addGroup(tr("Quiet hours"));
    auto *enabled = new Switch({});
    enabled->setChecked(quiet.enabled);
    QTimeEdit *from = quietTime(quiet.from);
    QTimeEdit *to = quietTime(quiet.to);
    addRow(card, tr("Keep quiet"), tr("What is due comes at the end, all at once."), enabled);
    addRow(card, tr("From"), {}, from);
    addRow(card, tr("Until"), {}, to);
    const auto enable = [from, to](bool on) {
        from->setEnabled(on);
        to->setEnabled(on);
    };
    enable(quiet.enabled);
    connect(enabled, &Switch::toggled, this, [this, enable](bool on) {
        enable(on);
        changeQuiet([on](QuietHours &hours) { hours.enabled = on; });
    });
    connect(from, &QTimeEdit::editingFinished, this,
            [this, from] { changeQuiet([from](QuietHours &hours) { hours.from = from->time(); }); });
    connect(to, &QTimeEdit::editingFinished, this,
            [this, to] { changeQuiet([to](QuietHours &hours) { hours.to = to->time(); }); });
}

QTimeEdit *RemindersPage::quietTime(QTime time)
{
    auto *edit = new QTimeEdit(time);
    edit->setDisplayFormat(timeFormat());
    edit->setButtonSymbols(QAbstractSpinBox::NoButtons);
    return edit;
}

void RemindersPage::changeQuiet(const std::function<void(QuietHours &)> &how)
{
    QuietHours quiet = m_preferences.quietHours();
    const QuietHours before = quiet;
    how(quiet);
    if (quiet != before)
        m_preferences.setQuietHours(quiet);
}

void RemindersPage::addCalendar()
{
    m_calendar = new QComboBox;
    for (const shared::Calendar &calendar : m_workspace.calendars().calendars())
        if (calendar.role != shared::Role::Busy)
            m_calendar->addItem(calendar.name, calendar.id.value);
    connect(m_calendar, &QComboBox::activated, this, &RemindersPage::showCalendar);
    Card *card = addGroup(tr("For each calendar"));
    addRow(card, tr("Calendar"), {}, m_calendar);
    m_muted = new Switch({});
    connect(m_muted, &Switch::clicked, this,
            [this](bool muted) { changeOwn([muted](ReminderSettings &mine) { mine.muted = muted; }); });
    addRow(card, tr("Mute"), tr("You are reminded of nothing in it, whatever its events say."), m_muted);
    m_timed = ownField(timed);
    addWideRow(card, tr("Events with a time"), {}, m_timed.row);
    m_allDay = ownField(allDay);
    addWideRow(card, tr("All-day events"), tr("Counted from the beginning of the day."), m_allDay.row);
    Card *forAll = addGroup(tr("For everybody in it"));
    m_forAll = forAll;
    m_timedForAll = defaultField(timed);
    addWideRow(forAll, tr("Events with a time"), tr("For those who have set no others."), m_timedForAll);
    m_allDayForAll = defaultField(allDay);
    addWideRow(forAll, tr("All-day events"), {}, m_allDayForAll);
}

RemindersPage::OwnField RemindersPage::ownField(Choose choose)
{
    OwnField own;
    own.row = new QWidget;
    auto *row = new QHBoxLayout(own.row);
    row->setContentsMargins({});
    own.field = new ReminderField(themes());
    auto *reset = new LinkButton(tr("As the calendar has it"));
    own.reset = reset;
    row->addWidget(own.field, 1);
    row->addWidget(reset, 0, Qt::AlignTop);
    connect(own.field, &ReminderField::changed, this, [this, choose, field = own.field] {
        changeOwn([choose, field](ReminderSettings &mine) { choose(mine.own) = field->reminders(); });
    });
    connect(reset, &QPushButton::clicked, this, [this, choose] {
        changeOwn([choose](ReminderSettings &mine) { choose(mine.own) = std::nullopt; });
    });
    return own;
}

ReminderField *RemindersPage::defaultField(Choose choose)
{
    auto *field = new ReminderField(themes());
    connect(field, &ReminderField::changed, this, [this, choose, field] {
        ReminderDefaults defaults = settings().calendar;
        defaults.timed = defaults.timed.value_or(QList<int>());
        defaults.allDay = defaults.allDay.value_or(QList<int>());
        choose(defaults) = field->reminders();
        const shared::CalendarId calendar = chosen();
        beginRequest();
        m_workspace.reminderRequests().setDefaults(
            calendar, defaults, [self = QPointer(this), calendar, defaults](const shared::Outcome &outcome) {
                if (!self)
                    return;
                self->endRequest();
                if (outcome) {
                    ReminderSettings now = self->m_workspace.reminders().settings(calendar);
                    now.calendar = defaults;
                    self->m_workspace.reminders().setSettings(calendar, now);
                } else {
                    Q_EMIT self->said(outcome.error().message);
                    self->showCalendar();
                }
            });
    });
    return field;
}

shared::CalendarId RemindersPage::chosen() const { return {m_calendar->currentData().toUuid()}; }

ReminderSettings RemindersPage::settings() const { return m_workspace.reminders().settings(chosen()); }

/// Shown at once where the server agrees; else it is as it was, with the reason.
void RemindersPage::changeOwn(const std::function<void(ReminderSettings &)> &how)
{
    ReminderSettings wanted = settings();
    how(wanted);
    const shared::CalendarId calendar = chosen();
    beginRequest();
    m_workspace.reminderRequests().setOwn(
        calendar, wanted, [self = QPointer(this), calendar, wanted](const shared::Outcome &outcome) {
            if (!self)
                return;
            self->endRequest();
            if (outcome) {
                ReminderSettings now = self->m_workspace.reminders().settings(calendar);
                now.muted = wanted.muted;
                now.own = wanted.own;
                self->m_workspace.reminders().setSettings(calendar, now);
            } else {
                Q_EMIT self->said(outcome.error().message);
                self->showCalendar();
            }
        });
}

/// A request holds all that is set: before it is answered nothing else of it may change.
void RemindersPage::beginRequest()
{
    QWidget *focus = QApplication::focusWidget();
    m_focus = isAncestorOf(focus) ? focus : nullptr;
    m_asking = true;
    enable();
}

void RemindersPage::endRequest()
{
    m_asking = false;
    enable();
    if (m_focus)
        m_focus->setFocus();
}

void RemindersPage::enable()
{
    const shared::Calendar *calendar = m_workspace.calendars().find(chosen());
    const bool may = calendar && !m_asking;
    m_calendar->setEnabled(!m_asking);
    m_muted->setEnabled(may);
    m_timed.row->setEnabled(may);
    m_allDay.row->setEnabled(may);
    m_forAll->setEnabled(may && calendar->role == shared::Role::Owner);
}

void RemindersPage::showCalendar()
{
    const ReminderSettings now = settings();
    enable();
    m_muted->setChecked(now.muted);
    showOwn(m_timed, now.own.timed, now.calendar.timed);
    showOwn(m_allDay, now.own.allDay, now.calendar.allDay);
    m_timedForAll->setReminders(now.calendar.timed.value_or(QList<int>()));
    m_allDayForAll->setReminders(now.calendar.allDay.value_or(QList<int>()));
}

void RemindersPage::showOwn(const OwnField &own, const OwnMinutes &mine, const OwnMinutes &calendar)
{
    own.field->setReminders(mine.value_or(calendar.value_or(QList<int>())));
    own.reset->setVisible(mine.has_value());
}

}
