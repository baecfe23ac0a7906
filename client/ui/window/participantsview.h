#pragma once

#include "client/models/eventindex.h"
#include "client/ui/views/viewcontext.h"

#include <QWidget>

class QVBoxLayout;

namespace hearth::client {
class Workspace;
}

namespace hearth::client::ui {

class Label;

/// Who takes part in an event: everybody's answer with its note, other times that were proposed, and one's
/// own answer.
class ParticipantsView : public QWidget {
    Q_OBJECT

public:
    ParticipantsView(const ViewContext &context, Workspace &workspace, const EventItem &event,
                     QWidget *parent = nullptr);

private:
    QWidget *row(const shared::Participant &person);
    void addProposal(QVBoxLayout &column, const shared::Participant &person);
    void addReply(QVBoxLayout &column, const shared::Participant &self);
    void send(const shared::Participant &self, shared::Answer answer);
    void settle(const shared::Participant &person, bool accept);
    void tell(const shared::Outcome &outcome);

    ViewContext m_context;
    Workspace &m_workspace;
    EventItem m_event;
    Label *m_problem;
};

}
