#pragma once

#include "shared/base/ids.h"

#include <QComboBox>

namespace hearth::client {
class CalendarList;
}

namespace hearth::client::ui {

class ThemeSource;

/// A choice among the calendars that the person may write, each with its colour.
class CalendarBox : public QComboBox {
    Q_OBJECT

public:
    /// `current` is offered and chosen even where it can't be written.
    CalendarBox(const ThemeSource &themes, const CalendarList &calendars, shared::CalendarId current,
                QWidget *parent = nullptr);

    shared::CalendarId calendar() const;
};

}
