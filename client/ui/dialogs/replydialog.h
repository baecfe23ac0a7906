#pragma once

#include "client/models/workspace.h"
#include "client/ui/dialogs/eventform.h"
#include "client/ui/dialogs/sheetdialog.h"

class QCheckBox;
class QLineEdit;

namespace hearth::client::ui {

class FormField;
class SegmentedControl;
class TimesField;

/// A chooser of Going, Maybe and Can't; none is in use while the answer is None.
SegmentedControl *makeAnswerControl(const ThemeSource &themes, shared::Answer answer);

/// An answer to an event with a note, and with another time where that suits better. Sends it itself.
class ReplyDialog : public SheetDialog {
    Q_OBJECT

public:
    ReplyDialog(const ThemeSource &themes, Workspace &workspace, const shared::Event &event,
                const shared::Participant &self, const QTimeZone &zone, QWidget *parent);

protected:
    void accept() override;

private:
    void showTimes(const shared::Participant &self);
    void moveStart();
    void validate();
    Reply reply() const;

    Workspace &m_workspace;
    shared::Event m_event;
    EventForm m_form;
    SegmentedControl *m_answer;
    QLineEdit *m_note;
    FormField *m_noteField;
    QCheckBox *m_proposes;
    TimesField *m_times;
};

}
