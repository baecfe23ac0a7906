#pragma once

#include "client/ui/widgets/card.h"

namespace hearth::client {
class MemberList;
}

namespace hearth::client::ui {

class Label;

/// The people of the calendar as they come: each with presence in words.
class WhoIsHere : public Card {
    Q_OBJECT

public:
    WhoIsHere(const ThemeSource &themes, const MemberList &members, QWidget *parent = nullptr);

private:
    void rebuild();
    QWidget *row(const QModelIndex &person);

    const ThemeSource &m_themes;
    const MemberList &m_members;
    Label *m_count;
    QVBoxLayout *m_rows;
};

}
