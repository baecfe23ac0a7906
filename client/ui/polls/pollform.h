#pragma once

#include "client/models/polls.h"
#include "client/ui/dialogs/eventform.h"

#include <QWidget>

class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace hearth::client::ui {

class Label;
class ThemeSource;
class TimesField;

/// A new poll: what for, where, and the times that are offered.
class PollForm : public QWidget {
    Q_OBJECT

public:
    PollForm(const ThemeSource &themes, const QTimeZone &zone, const QDate &firstDay,
             QWidget *parent = nullptr);

    PollWish wish() const;
    /// Empties it for the next one.
    void reset();
    /// What is wrong with what was sent.
    void setProblem(const QString &sentence);

Q_SIGNALS:
    void wanted();
    void cancelled();

private:
    struct Line {
        QWidget *row = nullptr;
        TimesField *times = nullptr;
        EventForm form;
    };
    void addTime();
    void removeTime(QWidget *row);
    void moveStart(QWidget *row);
    void validate();
    Line *lineOf(const QWidget *row);

    const ThemeSource &m_themes;
    QTimeZone m_zone;
    QDate m_firstDay;
    QLineEdit *m_title;
    QLineEdit *m_place;
    QVBoxLayout *m_rows;
    QPushButton *m_another;
    QPushButton *m_ask;
    Label *m_problem;
    QList<Line> m_lines;
};

}
