#pragma once

#include "client/models/remindersettings.h"
#include "client/ui/settings/settingspage.h"

#include <QPointer>
#include <QTime>

#include <functional>

class QComboBox;
class QTimeEdit;

namespace hearth::client {
class Preferences;
class Workspace;
struct QuietHours;
}

namespace hearth::client::ui {

class ReminderField;
class Switch;

/// By what one is reminded in each calendar, and when it is quiet.
class RemindersPage : public SettingsPage {
    Q_OBJECT

public:
    RemindersPage(const ThemeSource &themes, Preferences &preferences, Workspace &workspace,
                  QWidget *parent = nullptr);

private:
    /// Reminders of one's own, and how to go back to the calendar's.
    struct OwnField {
        ReminderField *field = nullptr;
        QWidget *row = nullptr;
        QWidget *reset = nullptr;
    };
    using Choose = OwnMinutes &(*)(ReminderDefaults &);

    void addCalendar();
    void addQuiet();
    OwnField ownField(Choose choose);
    ReminderField *defaultField(Choose choose);
    void beginRequest();
    void endRequest();
    void enable();
    void showCalendar();
    void showOwn(const OwnField &own, const OwnMinutes &mine, const OwnMinutes &calendar);
    void changeOwn(const std::function<void(ReminderSettings &)> &how);
    void changeQuiet(const std::function<void(QuietHours &)> &how);
    QTimeEdit *quietTime(QTime time);
    shared::CalendarId chosen() const;
    ReminderSettings settings() const;

    Preferences &m_preferences;
    Workspace &m_workspace;
    QComboBox *m_calendar = nullptr;
    Switch *m_muted = nullptr;
    OwnField m_timed;
    OwnField m_allDay;
    QWidget *m_forAll = nullptr; ///< what the calendar's owners see besides
    ReminderField *m_timedForAll = nullptr;
    ReminderField *m_allDayForAll = nullptr;
    QPointer<QWidget> m_focus; ///< where it was before a request
    bool m_asking = false; ///< a request is on its way
};

}
