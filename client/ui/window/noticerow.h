#pragma once

#include "client/models/notice.h"
#include "client/ui/views/viewcontext.h"

#include <QWidget>

class QVBoxLayout;

namespace hearth::client {
class Workspace;
}

namespace hearth::client::ui {

class Label;

/// One thing that somebody did: who, what, the old and the new; goes to the event, and answers it where one
/// has not.
class NoticeRow : public QWidget {
    Q_OBJECT

public:
    NoticeRow(const ViewContext &context, Workspace &workspace, const Notice &notice, bool isNew,
              QWidget *parent = nullptr);

Q_SIGNALS:
    void eventWanted(hearth::shared::EventId event);
    void pollsWanted(hearth::shared::CalendarId calendar);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void addTurns(QVBoxLayout &column);
    void addWays(QVBoxLayout &column);
    bool asksMe() const;
    void answer(shared::EventId event, int id);

    ViewContext m_context;
    Workspace &m_workspace;
    Notice m_notice;
    bool m_isNew;
    Label *m_problem;
};

}
