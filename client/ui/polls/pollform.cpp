#include "client/ui/polls/pollform.h"

#include "client/ui/dialogs/timesfield.h"
#include "client/ui/theme/icons.h"
#include "client/ui/theme/roles.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/buttons.h"
#include "client/ui/widgets/formfield.h"
#include "client/ui/widgets/label.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kFirstHour = 18; ///< when families have time
}

PollForm::PollForm(const ThemeSource &themes, const QTimeZone &zone, const QDate &firstDay, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_zone(zone)
    , m_firstDay(firstDay)
    , m_title(new QLineEdit)
    , m_place(new QLineEdit)
    , m_rows(new QVBoxLayout)
    , m_another(new QPushButton(Icons::icon(u"plus"_s), tr("Another time")))
    , m_ask(new QPushButton(tr("Ask")))
    , m_problem(new Label(themes, {}, FontRole::Control, Tone::Bad))
{
    const Measures &m = themes.theme().measures();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(m.space16);
    m_title->setPlaceholderText(tr("Hike with the Bergs"));
    m_title->setMaxLength(shared::kMaxEventName);
    column->addWidget(new FormField(themes, tr("What for"), m_title));
    m_place->setMaxLength(shared::kMaxLocation);
    column->addWidget(new FormField(themes, tr("Where"), m_place));
    m_rows->setSpacing(m.space16);
    column->addLayout(m_rows);
    column->addWidget(m_another, 0, Qt::AlignLeft);
    m_problem->setWordWrap(true);
    m_problem->hide();
    column->addWidget(m_problem);
    auto *ways = new QHBoxLayout;
    auto *back = new FlatButton(tr("Back"));
    ways->addWidget(back);
    ways->addStretch(1);
    ways->addWidget(m_ask);
    column->addLayout(ways);
    column->addStretch(1);
    connect(m_title, &QLineEdit::textChanged, this, &PollForm::validate);
    connect(m_another, &QAbstractButton::clicked, this, &PollForm::addTime);
    connect(m_ask, &QAbstractButton::clicked, this, &PollForm::wanted);
    connect(back, &QAbstractButton::clicked, this, &PollForm::cancelled);
    reset();
}

void PollForm::reset()
{
    while (!m_lines.isEmpty())
        removeTime(m_lines.last().row);
    m_title->clear();
    m_place->clear();
    m_problem->hide();
    addTime();
    addTime();
}

void PollForm::setProblem(const QString &sentence)
{
    m_problem->setText(sentence);
    m_problem->setVisible(!sentence.isEmpty());
}

/// A day after the last one, as long as that.
void PollForm::addTime()
{
    Line line;
    if (m_lines.isEmpty()) {
        shared::EventDraft draft;
        draft.start = shared::fromWall(QDateTime(m_firstDay, QTime(kFirstHour, 0), Qt::UTC), m_zone);
        draft.end = shared::fromWall(QDateTime(m_firstDay, QTime(kFirstHour + 2, 0), Qt::UTC), m_zone);
        line.form = EventForm::fromDraft(draft, m_zone);
    } else {
        line.form = m_lines.last().form;
        line.form.moveStart(line.form.startDate.addDays(1), line.form.startTime);
    }
    line.row = new QWidget;
    auto *row = new QHBoxLayout(line.row);
    row->setContentsMargins({});
    line.times = new TimesField(m_themes, m_zone);
    line.times->setTimes(line.form);
    row->addWidget(line.times, 1);
    auto *remove = new IconButton(m_themes, u"x"_s, tr("Remove this time"));
    setControlSize(*remove, ControlSize::Small);
    row->addWidget(remove, 0, Qt::AlignTop);
    m_rows->addWidget(line.row);
    m_lines.append(line);
    connect(remove, &QAbstractButton::clicked, this, [this, widget = line.row] { removeTime(widget); });
    connect(line.times, &TimesField::startMoved, this, [this, widget = line.row] { moveStart(widget); });
    connect(line.times, &TimesField::changed, this, &PollForm::validate);
    validate();
}

void PollForm::removeTime(QWidget *row)
{
    m_lines.removeIf([row](const Line &line) { return line.row == row; });
    m_rows->removeWidget(row);
    row->hide();
    row->deleteLater();
    validate();
}

PollForm::Line *PollForm::lineOf(const QWidget *row)
{
    const auto found =
        std::find_if(m_lines.begin(), m_lines.end(), [row](const Line &line) { return line.row == row; });
    return found == m_lines.end() ? nullptr : &*found;
}

void PollForm::moveStart(QWidget *row)
{
    Line *line = lineOf(row);
    if (!line)
        return;
    EventForm typed = line->form;
    line->times->readInto(typed);
    line->form.moveStart(typed.startDate, typed.startTime);
    line->times->setTimes(line->form);
    validate();
}

void PollForm::validate()
{
    bool fine = !m_title->text().trimmed().isEmpty() && !m_lines.isEmpty();
    for (Line &line : m_lines) {
        line.times->readInto(line.form);
        const bool backwards = line.form.problem() == EventForm::Problem::EndBeforeStart;
        line.times->setProblem(backwards ? tr("The end is before the start.") : QString(), {});
        fine &= !backwards && line.form.problem() != EventForm::Problem::TooLong;
    }
    m_ask->setEnabled(fine);
    m_another->setEnabled(m_lines.size() < kMaxPollTimes);
}

PollWish PollForm::wish() const
{
    PollWish wish{m_title->text().trimmed(), m_place->text().trimmed(), {}};
    for (const Line &line : m_lines) {
        const shared::EventDraft draft = line.form.toDraft({});
        wish.times.append({draft.start, draft.end, draft.allDay});
    }
    return wish;
}

}
