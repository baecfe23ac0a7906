#include "client/ui/polls/pollcard.h"

#include "client/ui/dialogs/eventtext.h"
#include "client/ui/theme/roles.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/buttons.h"
#include "client/ui/widgets/chip.h"
#include "client/ui/widgets/label.h"
#include "client/ui/widgets/segmentedcontrol.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kNone = -1;
}

PollCard::PollCard(const ThemeSource &themes, const Poll &poll, bool mayPick, bool mayRemove,
                   const QTimeZone &zone, QWidget *parent)
    : Card(themes, parent)
    , m_themes(themes)
    , m_poll(poll)
{
    const Measures &m = themes.theme().measures();
    content()->setContentsMargins(m.space16, m.space12, m.space16, m.space12);
    content()->setSpacing(m.space8);
    content()->addWidget(head(mayRemove));
    const QString who = poll.answered.isEmpty()
        ? tr("asked by %1, nobody has answered yet").arg(poll.createdBy)
        : tr("asked by %1, answered by %2").arg(poll.createdBy, QLocale().createSeparatedList(poll.answered));
    auto *line = new Label(themes, who, FontRole::Event, Tone::Ink2);
    line->setWordWrap(true);
    content()->addWidget(line);
    for (const PollOption &option : poll.options) {
        content()->addWidget(new Separator(themes));
        addOption(option, mayPick, zone);
    }
}

QWidget *PollCard::head(bool mayRemove)
{
    auto *line = new QWidget;
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins({});
    const QString title =
        m_poll.location.isEmpty() ? m_poll.title : tr("%1, %2").arg(m_poll.title, m_poll.location);
    row->addWidget(new ElidedLabel(m_themes, title, FontRole::Group), 1);
    if (!m_poll.open)
        row->addWidget(new Chip(m_themes, tr("closed")));
    if (mayRemove) {
        auto *remove = new IconButton(m_themes, u"trash"_s, tr("Take the poll “%1” away").arg(m_poll.title));
        setControlSize(*remove, ControlSize::Small);
        connect(remove, &QAbstractButton::clicked, this, &PollCard::removeWanted);
        row->addWidget(remove);
    }
    return line;
}

QString PollCard::countText(const PollOption &option) const
{
    QStringList parts;
    if (option.yes > 0)
        parts.append(tr("%n yes", nullptr, option.yes));
    if (option.ifNeedBe > 0)
        parts.append(tr("%n if need be", nullptr, option.ifNeedBe));
    if (option.no > 0)
        parts.append(tr("%n no", nullptr, option.no));
    return parts.isEmpty() ? tr("no answer yet") : parts.join(u" · "_s);
}

void PollCard::addOption(const PollOption &option, bool mayPick, const QTimeZone &zone)
{
    const Measures &m = m_themes.theme().measures();
    shared::EventDraft draft;
    draft.allDay = option.allDay;
    draft.start = option.start;
    draft.end = option.end;
    const QString when = whenText(draft, zone);
    auto *first = new QHBoxLayout;
    auto *time = new Label(m_themes, when, FontRole::ControlStrong);
    time->setWordWrap(true);
    first->addWidget(time, 1);
    first->addWidget(new Label(m_themes, countText(option), FontRole::Event, Tone::Ink2));
    if (option.id == m_poll.picked)
        first->addWidget(new Chip(m_themes, tr("picked"), ChipTone::Good, u"check"_s));
    content()->addLayout(first);
    if (!m_poll.open)
        return;
    auto *second = new QHBoxLayout;
    second->setSpacing(m.space12);
    auto *answer = new SegmentedControl(m_themes);
    answer->addSegment(int(PollAnswer::Yes), tr("Yes"));
    answer->addSegment(int(PollAnswer::IfNeedBe), tr("If need be"));
    answer->addSegment(int(PollAnswer::No), tr("No"));
    answer->setAccessibleName(tr("Your answer to %1").arg(when));
    const auto mine = m_poll.mine.constFind(option.id);
    answer->setCurrent(mine == m_poll.mine.cend() ? kNone : int(*mine));
    connect(answer, &SegmentedControl::chosen, this, [this, id = option.id](int chosen) {
        m_poll.mine.insert(id, PollAnswer(chosen));
        Q_EMIT answered(m_poll.mine);
    });
    second->addWidget(answer);
    second->addStretch(1);
    if (mayPick) {
        auto *pick = new QPushButton(tr("Pick this"));
        pick->setAccessibleName(tr("Pick %1").arg(when));
        setControlSize(*pick, ControlSize::Small);
        connect(pick, &QAbstractButton::clicked, this, [this, id = option.id] { Q_EMIT picked(id); });
        second->addWidget(pick);
    }
    content()->addLayout(second);
}

}
