#include "client/ui/window/participantsview.h"

#include "client/models/calendareditor.h"
#include "client/models/memberlist.h"
#include "client/models/workspace.h"
#include "client/ui/dialogs/eventtext.h"
#include "client/ui/dialogs/peoplefield.h"
#include "client/ui/dialogs/replydialog.h"
#include "client/ui/theme/roles.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/avatar.h"
#include "client/ui/widgets/buttons.h"
#include "client/ui/widgets/chip.h"
#include "client/ui/widgets/label.h"
#include "client/ui/widgets/segmentedcontrol.h"

#include <QHBoxLayout>
#include <QPointer>
#include <QVBoxLayout>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;
using shared::Participant;

ParticipantsView::ParticipantsView(const ViewContext &context, Workspace &workspace, const EventItem &event,
                                   QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_workspace(workspace)
    , m_event(event)
    , m_problem(new Label(context.theme, {}, FontRole::Event, Tone::Bad))
{
    const Measures &m = context.theme.theme().measures();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(m.space8);
    auto *head = new QHBoxLayout;
    head->addWidget(new Label(context.theme, tr("People"), FontRole::EventTitle, Tone::Ink2));
    head->addStretch();
    head->addWidget(new Label(context.theme, answersText(event.participants), FontRole::Event, Tone::Ink2));
    column->addLayout(head);
    const Participant *self = nullptr;
    for (const Participant &person : m_event.participants) {
        column->addWidget(row(person));
        if (person.name == workspace.username())
            self = &person;
    }
    if (self && m_event.version > 0)
        addReply(*column, *self);
    m_problem->setWordWrap(true);
    m_problem->hide();
    column->addWidget(m_problem);
}

QWidget *ParticipantsView::row(const Participant &person)
{
    const Measures &m = m_context.theme.theme().measures();
    auto *line = new QWidget;
    auto *layout = new QHBoxLayout(line);
    layout->setContentsMargins({});
    layout->setSpacing(m.space12);
    const auto colour =
        calendarColourFromName(MemberList::colourOf(person.name)).value_or(CalendarColour::Stone);
    layout->addWidget(new Avatar(m_context.theme, person.name, colour), 0, Qt::AlignTop);
    auto *words = new QVBoxLayout;
    words->setSpacing(m.space2);
    const bool self = person.name == m_workspace.username();
    auto *first = new QHBoxLayout;
    first->addWidget(new ElidedLabel(m_context.theme, self ? tr("%1 (you)").arg(person.name) : person.name,
                                     FontRole::Control),
                     1);
    first->addWidget(answerChip(m_context.theme, person.answer));
    words->addLayout(first);
    if (!person.comment.isEmpty()) {
        auto *note = new Label(m_context.theme, person.comment, FontRole::Event, Tone::Ink2);
        note->setWordWrap(true);
        words->addWidget(note);
    }
    if (person.proposal)
        addProposal(*words, person);
    layout->addLayout(words, 1);
    return line;
}

/// The other time; whoever may move the event takes it or not.
void ParticipantsView::addProposal(QVBoxLayout &column, const Participant &person)
{
    const Measures &m = m_context.theme.theme().measures();
    shared::EventDraft proposed = m_event;
    proposed.start = person.proposal->start;
    proposed.end = person.proposal->end;
    auto *time =
        new Label(m_context.theme, tr("Proposes %1").arg(whenText(proposed, m_context.events.zone())),
                  FontRole::Event, Tone::Warn);
    time->setWordWrap(true);
    column.addWidget(time);
    if (!m_context.editor.mayChange(m_event.id) || person.user.isNull())
        return;
    auto *ways = new QHBoxLayout;
    ways->setSpacing(m.space8);
    auto *accept = new QPushButton(tr("Move it there"));
    accept->setAccessibleName(tr("Move the event to the time that %1 proposes").arg(person.name));
    auto *decline = new FlatButton(tr("No, thanks"));
    decline->setAccessibleName(tr("Decline the time that %1 proposes").arg(person.name));
    for (QPushButton *button : {accept, static_cast<QPushButton *>(decline)}) {
        setControlSize(*button, ControlSize::Small);
        ways->addWidget(button);
    }
    ways->addStretch(1);
    connect(accept, &QAbstractButton::clicked, this, [this, person] { settle(person, true); });
    connect(decline, &QAbstractButton::clicked, this, [this, person] { settle(person, false); });
    column.addLayout(ways);
}

void ParticipantsView::addReply(QVBoxLayout &column, const Participant &self)
{
    auto *answer = makeAnswerControl(m_context.theme, self.answer);
    column.addWidget(answer);
    connect(answer, &SegmentedControl::chosen, this,
            [this, self](int id) { send(self, shared::Answer(id)); });
    auto *more = new LinkButton(tr("With a note, or another time…"));
    column.addWidget(more, 0, Qt::AlignLeft);
    connect(more, &QAbstractButton::clicked, this, [this, self] {
        auto *dialog =
            new ReplyDialog(m_context.theme, m_workspace, m_event, self, m_context.events.zone(), window());
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(&m_workspace, &QObject::destroyed, dialog, &QObject::deleteLater);
        dialog->open();
    });
}

/// The note stays; another time that was proposed goes, for the answer is to the event as it is.
void ParticipantsView::send(const Participant &self, shared::Answer answer)
{
    if (answer == self.answer)
        return;
    m_workspace.reply(m_event.id, {answer, self.comment, std::nullopt},
                      [view = QPointer(this)](const shared::Outcome &outcome) {
                          if (view)
                              view->tell(outcome);
                      });
}

void ParticipantsView::settle(const Participant &person, bool accept)
{
    m_workspace.settleProposal(m_event.id, person.user, accept,
                               [view = QPointer(this)](const shared::Outcome &outcome) {
                                   if (view)
                                       view->tell(outcome);
                               });
}

void ParticipantsView::tell(const shared::Outcome &outcome)
{
    m_problem->setVisible(!outcome.ok());
    if (!outcome)
        m_problem->setText(outcome.error().message);
}

}
