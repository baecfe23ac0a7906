#include "client/ui/dialogs/repeatfield.h"

#include "client/models/habits.h"
#include "client/ui/dialogs/repeattext.h"
#include "client/ui/dialogs/ruleeditor.h"
#include "client/ui/theme/roles.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/card.h"
#include "client/ui/widgets/label.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;
using Preset = RepeatForm::Preset;

namespace {
constexpr int kNext = 5;
constexpr int kPresetsWidth = 240;
constexpr int kDatesWidth = 200;

void clear(QLayout &layout)
{
    while (QLayoutItem *item = layout.takeAt(0)) {
        if (item->layout())
            clear(*item->layout());
        delete item->widget();
        delete item;
    }
}
}

RepeatField::RepeatField(const ThemeSource &themes, const QTimeZone &local, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_local(local)
    , m_presets(new QComboBox)
    , m_words(new Label(themes, {}, FontRole::Caption, Tone::Ink2))
    , m_card(new Card(themes))
    , m_rule(new RuleEditor(themes))
    , m_dates(new QVBoxLayout)
    , m_zone(new Label(themes, {}, FontRole::Caption, Tone::Ink2))
{
    const Measures &m = themes.theme().measures();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(m.space8);
    m_presets->setAccessibleName(tr("Repeat"));
    m_presets->setMinimumWidth(themes.theme().scaled(kPresetsWidth));
    setControlSize(*m_presets, ControlSize::Dialog);
    column->addWidget(m_presets, 0, Qt::AlignLeft);
    m_words->setWordWrap(true);
    column->addWidget(m_words);

    m_card->setSurface(Card::Surface::Paper);
    auto *inside = new QHBoxLayout;
    inside->setContentsMargins(m.space16, m.space12, m.space16, m.space12);
    inside->setSpacing(m.space16);
    inside->addWidget(m_rule, 1);
    inside->addWidget(new Separator(themes, Qt::Vertical));
    inside->addWidget(nextFive());
    m_card->content()->addLayout(inside);
    column->addWidget(m_card);
    connect(m_presets, &QComboBox::currentIndexChanged, this, &RepeatField::presetChosen);
    connect(m_rule, &RuleEditor::changed, this, &RepeatField::ruleEdited);
}

QWidget *RepeatField::nextFive()
{
    const Measures &m = m_themes.theme().measures();
    auto *side = new QWidget;
    side->setMinimumWidth(m_themes.theme().scaled(kDatesWidth));
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins({});
    column->setSpacing(m.space8);
    column->addWidget(new Label(m_themes, tr("The next five"), FontRole::EventTitle, Tone::Ink2));
    m_dates->setSpacing(m.space8);
    column->addLayout(m_dates);
    column->addWidget(m_zone);
    column->addStretch();
    return side;
}

QDate RepeatField::start() const
{
    return m_draft.allDay ? shared::dateOf(m_draft.start)
                          : QDate::fromString(m_draft.start.wall.left(10), Qt::ISODate);
}

void RepeatField::setDraft(const shared::EventDraft &draft)
{
    m_draft = draft;
    m_form = RepeatForm::fromRecurrence(draft.recurrence, start());
    show();
}

void RepeatField::setTimes(const shared::EventDraft &draft, bool follows)
{
    const bool moved = draft.start != m_draft.start || draft.allDay != m_draft.allDay;
    m_draft = draft;
    if (!moved)
        return;
    if (follows)
        m_form.moveStart(start());
    show();
}

void RepeatField::offerPresets()
{
    const QLocale locale;
    const QString weekday = locale.standaloneDayName(start().dayOfWeek());
    m_presets->clear();
    const auto offer = [this](const QString &text, Preset preset) {
        m_presets->addItem(text, int(preset));
        if (preset == m_form.preset)
            m_presets->setCurrentIndex(m_presets->count() - 1);
    };
    offer(tr("Does not repeat"), Preset::Never);
    offer(tr("Every day"), Preset::Daily);
    offer(tr("Every weekday"), Preset::Weekdays);
    offer(tr("Every week on %1").arg(weekday), Preset::Weekly);
    offer(tr("Every two weeks on %1").arg(weekday), Preset::Fortnightly);
    offer(tr("Every month on %1").arg(dayOfMonthText(start().day())), Preset::MonthlyByDate);
    offer(tr("Every month on %1")
              .arg(weekdayOfMonthText(weekOfMonth(start()), Qt::DayOfWeek(start().dayOfWeek()))),
          Preset::MonthlyByWeekday);
    offer(tr("Every year on %1").arg(locale.toString(start(), u"d MMMM"_s)), Preset::Yearly);
    offer(tr("Custom rule"), Preset::Custom);
}

void RepeatField::presetChosen()
{
    if (m_showing)
        return;
    m_form.choose(Preset(m_presets->currentData().toInt()), start());
    show();
    Q_EMIT changed();
}

void RepeatField::ruleEdited()
{
    m_form.rule = m_rule->rule();
    showNext();
    Q_EMIT changed();
}

void RepeatField::show()
{
    m_showing = true;
    offerPresets();
    const bool custom = m_form.preset == Preset::Custom;
    if (custom)
        m_rule->setRule(m_form.rule, start());
    m_card->setVisible(custom);
    m_showing = false;
    showNext();
}

void RepeatField::showNext()
{
    clear(*m_dates);
    m_words->setVisible(m_form.preset == Preset::Custom);
    if (m_form.preset != Preset::Custom)
        return;
    shared::EventDraft draft = m_draft;
    draft.recurrence = m_form.toRecurrence();
    m_words->setText(repeatText(draft));
    const QList<qint64> starts = nextStarts(draft, m_local, kNext);
    for (const qint64 startMs : starts) {
        const QDateTime at =
            QDateTime::fromMSecsSinceEpoch(startMs, draft.allDay ? QTimeZone::utc() : m_local);
        auto *row = new QHBoxLayout;
        row->addWidget(new Label(m_themes, u"•"_s, FontRole::Control, Tone::Ember));
        row->addWidget(
            new Label(m_themes, QLocale().toString(at.date(), u"ddd d MMM yyyy"_s), FontRole::Control));
        row->addStretch();
        if (!draft.allDay)
            row->addWidget(new Label(m_themes, clockText(at.time()), FontRole::Control, Tone::Ink2));
        m_dates->addLayout(row);
    }
    const bool elsewhere = !draft.allDay && draft.start.zone.toUtf8() != m_local.id();
    m_zone->setText(tr("your time, %1").arg(QString::fromUtf8(m_local.id())));
    m_zone->setVisible(elsewhere);
}

}
