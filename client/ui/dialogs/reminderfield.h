#pragma once

#include <QList>
#include <QWidget>

namespace hearth::client::ui {

class FlowLayout;
class ThemeSource;

/// "10 minutes before", "1 day before".
QString reminderText(int minutes);

/// Reminders as chips that can be taken away, and a menu of common ones to add.
class ReminderField : public QWidget {
    Q_OBJECT

public:
    explicit ReminderField(const ThemeSource &themes, QWidget *parent = nullptr);

    void setReminders(const QList<int> &minutes);
    const QList<int> &reminders() const { return m_minutes; }

Q_SIGNALS:
    void changed();

private:
    void rebuild();
    void offer();
    void add(int minutes);

    const ThemeSource &m_themes;
    QList<int> m_minutes;
    FlowLayout *m_layout;
};

}
