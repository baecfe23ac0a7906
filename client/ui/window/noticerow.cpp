#include "client/ui/window/noticerow.h"

#include "client/models/eventindex.h"
#include "client/models/memberlist.h"
#include "client/models/noticesentence.h"
#include "client/models/workspace.h"
#include "client/ui/dialogs/eventtext.h"
#include "client/ui/dialogs/replydialog.h"
#include "client/ui/theme/paint.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/avatar.h"
#include "client/ui/widgets/buttons.h"
#include "client/ui/widgets/label.h"
#include "client/ui/widgets/segmentedcontrol.h"
#include "shared/base/clock.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPointer>
#include <QVBoxLayout>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr qreal kNewDot = 6;
}

NoticeRow::NoticeRow(const ViewContext &context, Workspace &workspace, const Notice &notice, bool isNew,
                     QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_workspace(workspace)
    , m_notice(notice)
    , m_isNew(isNew)
    , m_problem(new Label(context.theme, {}, FontRole::Event, Tone::Bad))
{
    const Measures &m = context.theme.theme().measures();
    const QTimeZone zone = context.events.zone();
    const QString who = notice.username.isEmpty() ? tr("Somebody") : notice.username;
    const QString deed = NoticeSentence(zone).deed(notice);
    setAccessibleName(isNew ? tr("New: %1 %2").arg(who, deed) : tr("%1 %2").arg(who, deed));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(m.space16, m.space8, m.space16, m.space8);
    row->setSpacing(m.space12);
    const auto colour = calendarColourFromName(MemberList::colourOf(who)).value_or(CalendarColour::Stone);
    row->addWidget(new Avatar(context.theme, who, colour), 0, Qt::AlignTop);
    auto *column = new QVBoxLayout;
    column->setSpacing(m.space2);
    auto *words = new Label(context.theme, {}, FontRole::Control);
    words->setTextFormat(Qt::RichText);
    words->setText(u"<b>%1</b> %2"_s.arg(who.toHtmlEscaped(), deed.toHtmlEscaped()));
    words->setWordWrap(true);
    column->addWidget(words);
    addTurns(*column);
    const QDate today = QDateTime::fromMSecsSinceEpoch(context.clock.nowMs(), zone).date();
    column->addWidget(new Label(context.theme,
                                momentText(QDateTime::fromMSecsSinceEpoch(notice.atMs, zone), today),
                                FontRole::Event, Tone::Ink3));
    addWays(*column);
    m_problem->setWordWrap(true);
    m_problem->hide();
    column->addWidget(m_problem);
    row->addLayout(column, 1);
}

void NoticeRow::addTurns(QVBoxLayout &column)
{
    const auto turns = NoticeSentence(m_context.events.zone()).turns(m_notice);
    for (const NoticeSentence::Turn &turn : turns) {
        const QString after = turn.after.toHtmlEscaped();
        auto *label = new Label(m_context.theme, {}, FontRole::Event, Tone::Ink2);
        label->setTextFormat(Qt::RichText);
        label->setText(turn.before.isEmpty() ? after
                                             : u"<s>%1</s> → %2"_s.arg(turn.before.toHtmlEscaped(), after));
        label->setWordWrap(true);
        column.addWidget(label);
    }
}

bool NoticeRow::asksMe() const
{
    const EventItem *event = m_context.events.find(shared::EventId{m_notice.entity});
    if (!event)
        return false;
    for (const shared::Participant &person : event->participants)
        if (person.name == m_workspace.username())
            return person.answer == shared::Answer::None;
    return false;
}

/// To the poll, or to the event, where there still is one; and an answer to it.
void NoticeRow::addWays(QVBoxLayout &column)
{
    if (m_notice.what == Notice::What::PollCreated || m_notice.what == Notice::What::PollUpdated) {
        auto *polls = new LinkButton(tr("Show the poll"));
        polls->setAccessibleName(tr("Show the poll “%1”").arg(m_notice.name));
        connect(polls, &QAbstractButton::clicked, this, [this] { Q_EMIT pollsWanted(m_notice.calendar); });
        column.addWidget(polls, 0, Qt::AlignLeft);
        return;
    }
    const shared::EventId event{m_notice.entity};
    if (!m_context.events.find(event))
        return;
    auto *show = new LinkButton(tr("Show the event"));
    show->setAccessibleName(tr("Show “%1”").arg(m_notice.name));
    connect(show, &QAbstractButton::clicked, this, [this, event] { Q_EMIT eventWanted(event); });
    column.addWidget(show, 0, Qt::AlignLeft);
    if (!asksMe())
        return;
    auto *control = makeAnswerControl(m_context.theme, shared::Answer::None);
    connect(control, &SegmentedControl::chosen, this, [this, event](int id) { answer(event, id); });
    column.addWidget(control);
}

void NoticeRow::answer(shared::EventId event, int id)
{
    m_workspace.reply(event, {shared::Answer(id), {}, std::nullopt},
                      [self = QPointer(this)](const shared::Outcome &outcome) {
                          if (!self)
                              return;
                          self->m_problem->setVisible(!outcome.ok());
                          if (!outcome)
                              self->m_problem->setText(outcome.error().message);
                      });
}

void NoticeRow::paintEvent(QPaintEvent *)
{
    if (!m_isNew)
        return;
    const Theme &theme = m_context.theme.theme();
    const Measures &m = theme.measures();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal x = layoutDirection() == Qt::RightToLeft ? width() - m.space8 : m.space8;
    paint::dot(painter, {x, m.space8 + m.avatar / 2.0}, kNewDot, theme.ember());
}

}
