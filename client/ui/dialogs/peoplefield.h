#pragma once

#include "shared/domain/calendar.h"
#include "shared/domain/event.h"

#include <QWidget>

class QLineEdit;
class QMenu;
class QVBoxLayout;

namespace hearth::client::ui {

class Chip;
class ThemeSource;

/// "2 going, 1 open"; empty without people.
QString answersText(const QList<shared::Participant> &people);
/// An answer in words, on its colour.
Chip *answerChip(const ThemeSource &themes, shared::Answer answer);

/// Who takes part: a row for each with avatar, name and answer, and a line to add members or people without
/// an account.
class PeopleField : public QWidget {
    Q_OBJECT

public:
    explicit PeopleField(const ThemeSource &themes, QWidget *parent = nullptr);

    void setMembers(const QList<shared::Member> &members);
    void setPeople(const QList<shared::Participant> &people);
    const QList<shared::Participant> &people() const { return m_people; }

Q_SIGNALS:
    void changed();
    /// answersText() of the people now.
    void summaryChanged(const QString &text);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void rebuild();
    void addTyped();
    void offerMembers();
    void add(const shared::Participant &person);
    QWidget *row(const shared::Participant &person);

    const ThemeSource &m_themes;
    QList<shared::Member> m_members;
    QList<shared::Participant> m_people;
    QVBoxLayout *m_rows;
    QLineEdit *m_add;
};

}
