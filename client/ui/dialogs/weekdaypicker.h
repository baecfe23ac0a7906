#pragma once

#include "shared/recurrence/rule.h"

#include <QWidget>

class QAbstractButton;

namespace hearth::client::ui {

class ThemeSource;

/// The days of the week as seven circles, of which any may be chosen.
class WeekdayPicker : public QWidget {
    Q_OBJECT

public:
    explicit WeekdayPicker(const ThemeSource &themes, QWidget *parent = nullptr);

    /// No signal tells of it.
    void setDays(const QList<Qt::DayOfWeek> &days);
    /// In the order of the week.
    QList<Qt::DayOfWeek> days() const;

Q_SIGNALS:
    void changed();

private:
    QList<std::pair<Qt::DayOfWeek, QAbstractButton *>> m_buttons;
};

}
