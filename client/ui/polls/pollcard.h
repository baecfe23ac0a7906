#pragma once

#include "client/models/polls.h"
#include "client/ui/widgets/card.h"

#include <QTimeZone>

namespace hearth::client::ui {

class Label;

/// A poll: its times with how many can come, one's own answers, and who picks one.
class PollCard : public Card {
    Q_OBJECT

public:
    /// `mayPick`: who writes events turns a time into one.
    PollCard(const ThemeSource &themes, const Poll &poll, bool mayPick, bool mayRemove, const QTimeZone &zone,
             QWidget *parent = nullptr);

Q_SIGNALS:
    void answered(const QHash<QUuid, hearth::client::PollAnswer> &answers);
    void picked(const QUuid &option);
    void removeWanted();

private:
    QWidget *head(bool mayRemove);
    void addOption(const PollOption &option, bool mayPick, const QTimeZone &zone);
    QString countText(const PollOption &option) const;

    const ThemeSource &m_themes;
    Poll m_poll;
};

}
