#pragma once

#include "client/ui/dialogs/eventform.h"
#include "client/ui/dialogs/sheetdialog.h"

class QCheckBox;
class QComboBox;
class QDateEdit;
class QLineEdit;
class QPlainTextEdit;
class QTimeEdit;
class QVBoxLayout;

namespace hearth::client {
class CalendarList;
class MemberList;
}

namespace hearth::client::ui {

class ColourPicker;
class FieldError;
class Label;
class PeopleField;
class ReminderField;

/// The full editor of one event: times with their zones, all-day, place, notes, people, reminders, colour.
class EventEditor : public SheetDialog {
    Q_OBJECT

public:
    struct Subject {
        shared::EventDraft draft;
        shared::CalendarId calendar;
        bool isNew = true;
    };

    EventEditor(const ThemeSource &themes, CalendarList &calendars, MemberList &members,
                const QTimeZone &local, const Subject &subject, QWidget *parent);

    /// What was entered; valid once accepted.
    shared::EventDraft draft() const;
    shared::CalendarId calendar() const;

private:
    void buildMain();
    void buildTimes(QVBoxLayout &column);
    void buildSide();
    void addZones(QComboBox &box);
    void showForm(const EventForm &form);
    void read();
    void edited();
    void startMoved();
    void validate();
    void showZones(bool shown);

    CalendarList &m_calendars;
    MemberList &m_members;
    QTimeZone m_local;
    Subject m_subject;
    EventForm m_form;
    bool m_showing = false;

    QLineEdit *m_title = nullptr;
    QDateEdit *m_startDate = nullptr;
    QTimeEdit *m_startTime = nullptr;
    QComboBox *m_startZone = nullptr;
    QDateEdit *m_endDate = nullptr;
    QTimeEdit *m_endTime = nullptr;
    QComboBox *m_endZone = nullptr;
    Label *m_yourTime = nullptr;
    FieldError *m_endError = nullptr;
    QCheckBox *m_allDay = nullptr;
    QCheckBox *m_zones = nullptr;
    QLineEdit *m_location = nullptr;
    QPlainTextEdit *m_description = nullptr;
    QComboBox *m_calendar = nullptr;
    PeopleField *m_people = nullptr;
    ReminderField *m_reminders = nullptr;
    ColourPicker *m_colour = nullptr;
};

}
