#pragma once

#include "client/ui/dialogs/sheetdialog.h"
#include "client/ui/theme/theme.h"
#include "shared/base/result.h"
#include "shared/domain/calendar.h"

#include <functional>

class QVBoxLayout;

namespace hearth::client {
class Workspace;
}

namespace hearth::client::ui {

class ColourPicker;
class FormField;

/// Makes, joins or changes a calendar; stays open until the server has agreed, and shows why where it has
/// not.
class CalendarDialog : public SheetDialog {
    Q_OBJECT

public:
    enum class Purpose { Create, Join, Edit };

    CalendarDialog(const ThemeSource &themes, Workspace &workspace, Purpose purpose,
                   const shared::Calendar &calendar, QWidget *parent);

protected:
    void accept() override;

private:
    QString nameText() const;
    QString passwordText() const;
    void validate();

    Workspace &m_workspace;
    Purpose m_purpose;
    shared::Calendar m_calendar;
    FormField *m_name = nullptr;
    FormField *m_password = nullptr;
    ColourPicker *m_colour = nullptr;
};

}
