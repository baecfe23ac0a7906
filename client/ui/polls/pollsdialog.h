#pragma once

#include "client/models/polls.h"
#include "client/ui/dialogs/sheetdialog.h"
#include "shared/domain/calendar.h"

#include <QTimeZone>

class QStackedWidget;
class QVBoxLayout;

namespace hearth::client {
class Workspace;
}

namespace hearth::client::ui {

class Label;
class PollForm;

/// A calendar's polls for a date: those that there are, and a new one. Everything takes effect at once.
class PollsDialog : public SheetDialog {
    Q_OBJECT

public:
    PollsDialog(const ThemeSource &themes, Workspace &workspace, const shared::Calendar &calendar,
                const QTimeZone &zone, const QDate &today, QWidget *parent);

private:
    QWidget *listPage();
    void read();
    void showPolls(const QList<Poll> &polls);
    void ask();
    void removePoll(const Poll &poll);
    /// What an answer, a pick or a removal ends with: the list as it is now, or why not.
    Polls::Finished settled();
    void tell(const QString &sentence, bool bad);

    Workspace &m_workspace;
    shared::Calendar m_calendar;
    QTimeZone m_zone;
    QStackedWidget *m_pages;
    Label *m_message;
    QVBoxLayout *m_cards;
    PollForm *m_form;
    QList<Poll> m_polls; ///< as the server has them
};

}
