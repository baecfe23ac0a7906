#pragma once

#include "client/ui/dialogs/eventform.h"
#include "client/ui/dialogs/sheetdialog.h"

class QLineEdit;
class QPlainTextEdit;
class QVBoxLayout;

namespace hearth::client {
class CalendarList;
class MemberList;
}

namespace hearth::client::ui {

class CalendarBox;
class ColourPicker;
class Label;
class PeopleField;
class ReminderField;
class RepeatField;
class TimesField;

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

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void buildMain();
    void buildSide();
    void addPeople(QVBoxLayout &column);
    void addColour(QVBoxLayout &column);
    void showForm(const EventForm &form);
    void read();
    void edited();
    void startMoved();
    void calendarChosen();
    void showColour();
    void validate();

    CalendarList &m_calendars;
    MemberList &m_members;
    QTimeZone m_local;
    Subject m_subject;
    EventForm m_form;
    bool m_showing = false;

    QLineEdit *m_title = nullptr;
    TimesField *m_times = nullptr;
    RepeatField *m_repeat = nullptr;
    QLineEdit *m_location = nullptr;
    QPlainTextEdit *m_description = nullptr;
    CalendarBox *m_calendar = nullptr;
    PeopleField *m_people = nullptr;
    ReminderField *m_reminders = nullptr;
    ColourPicker *m_colour = nullptr;
    Label *m_colourName = nullptr;
};

}
