#include "client/ui/settings/habitspage.h"

#include "client/models/preferences.h"
#include "client/ui/widgets/card.h"

#include <QComboBox>
#include <QTimeEdit>

namespace hearth::client::ui {

namespace {
constexpr int kHour = 60;
}

HabitsPage::HabitsPage(const ThemeSource &themes, Preferences &preferences, QWidget *parent)
    : SettingsPage(themes, tr("Calendars"), tr("How days and weeks are shown on this computer."), parent)
    , m_preferences(preferences)
{
    Card *weeks = addGroup(tr("Days and weeks"));
    addRow(weeks, tr("The week begins on"), {}, weekdayChoice());
    addRow(weeks, tr("Times"), {}, clockChoice());
    addRow(weeks, tr("The day begins at"), tr("There a day’s hours begin when it is opened."), dayStart());
    Card *events = addGroup(tr("New events"));
    addRow(events, tr("A new event lasts"), {}, lengthChoice());
}

void HabitsPage::change(const std::function<void(Habits &)> &how)
{
    Habits habits = m_preferences.habits();
    how(habits);
    m_preferences.setHabits(habits);
}

QComboBox *HabitsPage::weekdayChoice()
{
    auto *choice = new QComboBox;
    const QLocale locale;
    choice->addItem(
        tr("As usual here (%1)").arg(locale.standaloneDayName(locale.firstDayOfWeek(), QLocale::LongFormat)),
        0);
    for (const Qt::DayOfWeek day : {Qt::Monday, Qt::Saturday, Qt::Sunday})
        choice->addItem(locale.standaloneDayName(day, QLocale::LongFormat), int(day));
    const auto chosen = m_preferences.habits().firstWeekday;
    choice->setCurrentIndex(std::max(0, choice->findData(chosen ? int(*chosen) : 0)));
    connect(choice, &QComboBox::activated, this, [this, choice] {
        const int day = choice->currentData().toInt();
        change([day](Habits &habits) {
            habits.firstWeekday = day > 0 ? std::optional(Qt::DayOfWeek(day)) : std::nullopt;
        });
    });
    return choice;
}

QComboBox *HabitsPage::clockChoice()
{
    auto *choice = new QComboBox;
    const QLocale locale;
    const QTime evening(19, 0);
    choice->addItem(tr("As usual here (%1)").arg(locale.toString(evening, QLocale::ShortFormat)),
                    int(ClockFormat::AsLocale));
    choice->addItem(tr("24 hours"), int(ClockFormat::Hours24));
    choice->addItem(tr("12 hours"), int(ClockFormat::Hours12));
    choice->setCurrentIndex(choice->findData(int(m_preferences.habits().clock)));
    connect(choice, &QComboBox::activated, this, [this, choice] {
        const auto format = ClockFormat(choice->currentData().toInt());
        change([format](Habits &habits) { habits.clock = format; });
    });
    return choice;
}

QComboBox *HabitsPage::lengthChoice()
{
    auto *choice = new QComboBox;
    for (const int minutes : {15, 30, 45, kHour, 90, 2 * kHour})
        choice->addItem(minutes % kHour == 0 ? tr("%n hour(s)", nullptr, minutes / kHour)
                                             : tr("%n minute(s)", nullptr, minutes),
                        minutes);
    const int kept = m_preferences.habits().newMinutes;
    if (choice->findData(kept) < 0)
        choice->addItem(tr("%n minute(s)", nullptr, kept), kept);
    choice->setCurrentIndex(choice->findData(kept));
    connect(choice, &QComboBox::activated, this, [this, choice] {
        const int minutes = choice->currentData().toInt();
        change([minutes](Habits &habits) { habits.newMinutes = minutes; });
    });
    return choice;
}

QWidget *HabitsPage::dayStart()
{
    auto *choice = new QTimeEdit(m_preferences.habits().dayStart);
    choice->setDisplayFormat(timeFormat());
    choice->setButtonSymbols(QAbstractSpinBox::NoButtons);
    connect(choice, &QTimeEdit::editingFinished, this, [this, choice] {
        const QTime time = choice->time();
        if (time != m_preferences.habits().dayStart)
            change([time](Habits &habits) { habits.dayStart = time; });
    });
    return choice;
}

}
