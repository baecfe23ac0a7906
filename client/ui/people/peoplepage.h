#pragma once

#include "client/models/membership.h"

#include <QWidget>

class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace hearth::client {
class Workspace;
}

namespace hearth::client::ui {

class Label;
class ThemeSource;

/// A calendar's people without an account: children, pets. Whoever writes events adds, renames and removes
/// them.
class PeoplePage : public QWidget {
    Q_OBJECT

public:
    PeoplePage(const ThemeSource &themes, Workspace &workspace, const shared::Calendar &calendar,
               QWidget *parent = nullptr);

protected:
    /// Return takes a name over; without this the dialog would take it as Done.
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void read();
    void showPeople(const QList<Person> &people);
    QWidget *row(const Person &person);
    void add();
    void tell(const QString &sentence, bool bad);
    Membership::Finished settled();

    const ThemeSource &m_themes;
    Workspace &m_workspace;
    shared::Calendar m_calendar;
    Label *m_message;
    QVBoxLayout *m_rows;
    QLineEdit *m_name;
    QPushButton *m_add;
};

}
