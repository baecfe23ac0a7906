#pragma once

#include "shared/recurrence/rule.h"

#include <QDate>
#include <QTimeZone>
#include <QWidget>

class QComboBox;
class QDateEdit;
class QRadioButton;
class QSpinBox;

namespace hearth::client::ui {

class Label;
class ThemeSource;
class WeekdayPicker;

/// A rule in all its parts that people use: how often, on which days, and when it ends. What a rule has
/// besides stays as it is.
class RuleEditor : public QWidget {
    Q_OBJECT

public:
    explicit RuleEditor(const ThemeSource &themes, QWidget *parent = nullptr);

    /// No signal tells of it. `start`: the day on which the event starts.
    void setRule(const shared::Rule &rule, QDate start);
    shared::Rule rule() const;

Q_SIGNALS:
    void changed();

private:
    QWidget *everyRow();
    QWidget *endRows(const ThemeSource &themes);
    void offerMonthDays();
    void arrange();
    void edited();

    shared::Rule m_rule;
    QDate m_start;
    bool m_showing = false;

    QSpinBox *m_interval;
    QComboBox *m_unit;
    Label *m_on;
    WeekdayPicker *m_weekdays;
    QComboBox *m_monthDays;
    QRadioButton *m_never;
    QRadioButton *m_until;
    QRadioButton *m_after;
    QDateEdit *m_last;
    QSpinBox *m_count;
};

}
