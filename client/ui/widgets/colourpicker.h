#pragma once

#include "client/ui/theme/theme.h"

#include <QWidget>

class QButtonGroup;

namespace hearth::client::ui {

class ThemeSource;

/// A calendar colour's name in the person's language.
QString calendarColourLabel(CalendarColour colour);

/// The twelve colours as dots, one of them in use. Arrow keys move.
class ColourPicker : public QWidget {
    Q_OBJECT
public:
    explicit ColourPicker(const ThemeSource &theme, QWidget *parent = nullptr);

    CalendarColour colour() const;
    /// Does not emit chosen().
    void setColour(CalendarColour colour);
    /// In how many columns the dots stand (12 by default).
    void setColumns(int columns);

Q_SIGNALS:
    void chosen(hearth::client::ui::CalendarColour colour);

private:
    class Dot;

    const ThemeSource &m_source;
    QButtonGroup *m_group;
};

}
