#include "client/ui/dialogs/replydialog.h"

#include "client/ui/dialogs/timesfield.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/formfield.h"
#include "client/ui/widgets/segmentedcontrol.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;
using shared::Answer;

namespace {
constexpr int kWidth = 520;
constexpr int kNone = -1;
}

SegmentedControl *makeAnswerControl(const ThemeSource &themes, Answer answer)
{
    auto *control = new SegmentedControl(themes);
    control->addSegment(int(Answer::Yes), ReplyDialog::tr("Going"), u"check"_s);
    control->addSegment(int(Answer::Maybe), ReplyDialog::tr("Maybe"));
    control->addSegment(int(Answer::No), ReplyDialog::tr("Can’t"));
    control->setExpanding(true);
    control->setCurrent(answer == Answer::None ? kNone : int(answer));
    control->setAccessibleName(ReplyDialog::tr("Your answer"));
    return control;
}

ReplyDialog::ReplyDialog(const ThemeSource &themes, Workspace &workspace, const shared::Event &event,
                         const shared::Participant &self, const QTimeZone &zone, QWidget *parent)
    : SheetDialog(themes, tr("Answer “%1”").arg(event.name), {}, tr("Send"), parent)
    , m_workspace(workspace)
    , m_event(event)
    , m_form(EventForm::fromDraft(event, zone))
    , m_answer(makeAnswerControl(themes, self.answer))
    , m_note(new QLineEdit(self.comment))
    , m_noteField(new FormField(themes, tr("A note with it"), m_note))
    , m_proposes(new QCheckBox(tr("Another time suits me better")))
    , m_times(new TimesField(themes, zone))
{
    const Measures &m = themes.theme().measures();
    auto *column = new QVBoxLayout;
    column->setContentsMargins(m.dialogPad, m.dialogPad, m.dialogPad, m.dialogPad);
    column->setSpacing(m.space16);
    column->addWidget(m_answer);
    m_note->setMaxLength(shared::kMaxComment);
    m_note->setPlaceholderText(tr("Might be ten minutes late"));
    column->addWidget(m_noteField);
    column->addWidget(m_proposes);
    column->addWidget(m_times);
    column->addStretch(1);
    body()->addLayout(column);
    setMinimumWidth(themes.theme().scaled(kWidth));
    showTimes(self);
    connect(m_answer, &SegmentedControl::chosen, this, &ReplyDialog::validate);
    connect(m_proposes, &QCheckBox::toggled, m_times, &QWidget::setVisible);
    connect(m_proposes, &QCheckBox::toggled, this, &ReplyDialog::validate);
    connect(m_times, &TimesField::startMoved, this, &ReplyDialog::moveStart);
    connect(m_times, &TimesField::changed, this, &ReplyDialog::validate);
    validate();
}

void ReplyDialog::showTimes(const shared::Participant &self)
{
    if (self.proposal) {
        shared::EventDraft proposed = m_event;
        proposed.start = self.proposal->start;
        proposed.end = self.proposal->end;
        m_form = EventForm::fromDraft(proposed, m_form.startZone);
    }
    m_times->setTimes(m_form);
    m_proposes->setChecked(self.proposal.has_value());
    m_times->setVisible(m_proposes->isChecked());
}

void ReplyDialog::moveStart()
{
    EventForm typed = m_form;
    m_times->readInto(typed);
    m_form.moveStart(typed.startDate, typed.startTime);
    m_times->setTimes(m_form);
}

void ReplyDialog::validate()
{
    m_times->readInto(m_form);
    m_form.allDay = m_event.allDay; // another time, not another kind of event
    const bool backwards = m_form.problem() == EventForm::Problem::EndBeforeStart;
    m_times->setProblem(backwards ? tr("The end is before the start.") : QString(), {});
    if (m_answer->current() == kNone)
        setMissing(tr("Going, maybe, or not?"));
    else
        setProblem(m_proposes->isChecked() && m_form.problem() != EventForm::Problem::None
                       ? tr("The other time is not complete.")
                       : QString());
}

Reply ReplyDialog::reply() const
{
    Reply reply;
    reply.answer = Answer(m_answer->current());
    reply.comment = m_note->text().trimmed();
    if (m_proposes->isChecked()) {
        const shared::EventDraft proposed = m_form.toDraft(m_event);
        reply.proposal = shared::Proposal{proposed.start, proposed.end};
    }
    return reply;
}

void ReplyDialog::accept()
{
    m_noteField->clearProblem();
    setBusy(true, tr("One moment…"));
    m_workspace.reply(m_event.id, reply(), [self = QPointer(this)](const shared::Outcome &outcome) {
        if (!self)
            return;
        self->setBusy(false);
        if (outcome)
            self->QDialog::accept();
        else
            self->m_noteField->setProblem(outcome.error().message);
    });
}

}
