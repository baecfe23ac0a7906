#pragma once

#include "client/ui/dialogs/eventform.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDateEdit;
class QGridLayout;
class QTimeEdit;

namespace hearth::client::ui {

class Chip;
class FormField;
class ThemeSource;

/// Start and end, each with its time zone where that is wanted, and whether it is about whole days.
class TimesField : public QWidget {
    Q_OBJECT

public:
    TimesField(const ThemeSource &themes, const QTimeZone &local, QWidget *parent = nullptr);

    /// Shows the form's times; no signal tells of it.
    void setTimes(const EventForm &form);
    /// Puts what is shown into the form.
    void readInto(EventForm &form) const;
    /// What is wrong with the end; nothing with an empty sentence.
    void setProblem(const QString &sentence, const QString &repair);

Q_SIGNALS:
    /// The start is another one; the end is still as it was.
    void startMoved();
    void changed();
    void repairWanted();

private:
    struct Line {
        QDateEdit *date = nullptr;
        QTimeEdit *time = nullptr;
        QComboBox *zone = nullptr;
    };
    Line addLine(QGridLayout &grid, int row, const QString &what);
    void wire();
    void startZoneChanged();
    void arrange();
    void showYourTime();

    QTimeZone m_local;
    Line m_start;
    Line m_end;
    Chip *m_yourTime;
    FormField *m_field;
    QCheckBox *m_allDay;
    QCheckBox *m_zones;
    QString m_lastStartZone;
    bool m_showing = false;
};

}
