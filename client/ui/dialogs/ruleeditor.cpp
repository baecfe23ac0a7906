#include "client/ui/dialogs/ruleeditor.h"

#include "client/ui/dialogs/repeatform.h"
#include "client/ui/dialogs/repeattext.h"
#include "client/ui/dialogs/weekdaypicker.h"
#include "client/ui/theme/roles.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/label.h"

#include <QComboBox>
#include <QDateEdit>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QRadioButton>
#include <QSpinBox>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;
using shared::Frequency;
using shared::Rule;
using shared::RuleDay;

namespace {
constexpr int kMostInterval = 999;
constexpr int kMostTimes = 9999;
constexpr int kFirstTimes = 10;
constexpr int kFirstMonths = 3; ///< until when a rule goes that is given an end
constexpr int kLastWeek = 4; ///< from here on a weekday may be the month's last
constexpr int kNumberWidth = 64;
constexpr int kDateWidth = 150;

/// A choice of the month's day, as the box keeps it: the day (BYMONTHDAY) or the weekday's number (BYDAY).
enum class MonthDay { Date, Weekday };
constexpr int kKindRole = Qt::UserRole;
constexpr int kNumberRole = Qt::UserRole + 1;
}

RuleEditor::RuleEditor(const ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_interval(new QSpinBox)
    , m_unit(new QComboBox)
    , m_on(new Label(themes, tr("on"), FontRole::Control))
    , m_weekdays(new WeekdayPicker(themes))
    , m_monthDays(new QComboBox)
    , m_never(new QRadioButton(tr("never")))
    , m_until(new QRadioButton(tr("on")))
    , m_after(new QRadioButton(tr("after")))
    , m_last(new QDateEdit)
    , m_count(new QSpinBox)
{
    const Theme &theme = themes.theme();
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(theme.measures().space16);
    grid->setVerticalSpacing(theme.measures().space12);
    grid->addWidget(new Label(themes, tr("Every"), FontRole::Control), 0, 0);
    grid->addWidget(everyRow(), 0, 1);
    grid->addWidget(m_on, 1, 0);
    auto *days = new QHBoxLayout;
    days->addWidget(m_weekdays);
    days->addWidget(m_monthDays);
    m_monthDays->hide(); // one of both at a time: the row is as wide as that
    grid->addLayout(days, 1, 1);
    grid->addWidget(new Label(themes, tr("Ends"), FontRole::Control), 2, 0, Qt::AlignTop);
    grid->addWidget(endRows(themes), 2, 1);
    grid->setColumnStretch(1, 1);
    grid->setRowStretch(3, 1);
    for (QSpinBox *number : {m_interval, m_count})
        number->setFixedWidth(theme.scaled(kNumberWidth));
    m_last->setFixedWidth(theme.scaled(kDateWidth));
    m_weekdays->setAccessibleName(tr("Weekdays"));
    m_monthDays->setAccessibleName(tr("Day of the month"));
    connect(m_weekdays, &WeekdayPicker::changed, this, &RuleEditor::edited);
    connect(m_monthDays, &QComboBox::currentIndexChanged, this, &RuleEditor::edited);
}

QWidget *RuleEditor::everyRow()
{
    m_interval->setRange(1, kMostInterval);
    m_interval->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_interval->setAccessibleName(tr("How many"));
    m_unit->setAccessibleName(tr("Days, weeks, months or years"));
    m_unit->addItem(tr("days"), int(Frequency::Daily));
    m_unit->addItem(tr("weeks"), int(Frequency::Weekly));
    m_unit->addItem(tr("months"), int(Frequency::Monthly));
    m_unit->addItem(tr("years"), int(Frequency::Yearly));
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->addWidget(m_interval);
    layout->addWidget(m_unit);
    layout->addStretch();
    connect(m_interval, &QSpinBox::valueChanged, this, &RuleEditor::edited);
    connect(m_unit, &QComboBox::currentIndexChanged, this, &RuleEditor::edited);
    return row;
}

QWidget *RuleEditor::endRows(const ThemeSource &themes)
{
    m_count->setRange(1, kMostTimes);
    m_count->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_count->setAccessibleName(tr("How many times"));
    m_last->setCalendarPopup(true);
    m_last->setLayoutDirection(Qt::LeftToRight);
    m_last->setDisplayFormat(u"ddd d MMM yyyy"_s);
    m_last->setAccessibleName(tr("Last day"));
    auto *rows = new QWidget;
    auto *grid = new QGridLayout(rows);
    grid->setContentsMargins({});
    grid->setSpacing(themes.theme().measures().space8);
    grid->addWidget(m_never, 0, 0);
    grid->addWidget(m_until, 1, 0);
    grid->addWidget(m_last, 1, 1);
    grid->addWidget(m_after, 2, 0);
    auto *times = new QHBoxLayout;
    times->addWidget(m_count);
    times->addWidget(new Label(themes, tr("times"), FontRole::Control));
    times->addStretch();
    grid->addLayout(times, 2, 1);
    grid->setColumnStretch(1, 1);
    for (QRadioButton *choice : {m_never, m_until, m_after})
        connect(choice, &QRadioButton::clicked, this, &RuleEditor::edited);
    connect(m_count, &QSpinBox::valueChanged, this, &RuleEditor::edited);
    connect(m_last, &QDateEdit::dateChanged, this, &RuleEditor::edited);
    return rows;
}

void RuleEditor::setRule(const Rule &rule, QDate start)
{
    m_showing = true;
    m_rule = rule;
    m_start = start;
    m_interval->setValue(rule.interval);
    m_unit->setCurrentIndex(std::max(m_unit->findData(int(rule.frequency)), 0));
    QList<Qt::DayOfWeek> days;
    for (const RuleDay &day : rule.byDay)
        days.append(day.day);
    m_weekdays->setDays(days.isEmpty() ? QList{Qt::DayOfWeek(start.dayOfWeek())} : days);
    offerMonthDays();
    m_never->setChecked(!rule.count && !rule.until);
    m_until->setChecked(rule.until.has_value());
    m_after->setChecked(rule.count.has_value());
    m_count->setValue(rule.count.value_or(kFirstTimes));
    m_last->setDate(rule.until ? rule.until->at.date() : start.addMonths(kFirstMonths));
    m_showing = false;
    arrange();
}

void RuleEditor::offerMonthDays()
{
    const auto weekday = Qt::DayOfWeek(m_start.dayOfWeek());
    m_monthDays->clear();
    const auto offer = [&](const QString &text, MonthDay kind, int number) {
        m_monthDays->addItem(text);
        m_monthDays->setItemData(m_monthDays->count() - 1, int(kind), kKindRole);
        m_monthDays->setItemData(m_monthDays->count() - 1, number, kNumberRole);
        const bool chosen = kind == MonthDay::Date ? m_rule.byMonthDay == QList<int>{number}
                                                   : m_rule.byDay == QList<RuleDay>{{number, weekday}};
        if (chosen)
            m_monthDays->setCurrentIndex(m_monthDays->count() - 1);
    };
    offer(dayOfMonthText(m_start.day()), MonthDay::Date, m_start.day());
    offer(weekdayOfMonthText(weekOfMonth(m_start), weekday), MonthDay::Weekday, weekOfMonth(m_start));
    if (weekOfMonth(m_start) >= kLastWeek && m_start.addDays(7).month() != m_start.month())
        offer(weekdayOfMonthText(-1, weekday), MonthDay::Weekday, -1);
    if (m_start.day() == m_start.daysInMonth())
        offer(dayOfMonthText(-1), MonthDay::Date, -1);
}

Rule RuleEditor::rule() const { return m_rule; }

void RuleEditor::edited()
{
    if (m_showing)
        return;
    const auto frequency = Frequency(m_unit->currentData().toInt());
    if (frequency != m_rule.frequency) {
        const Qt::DayOfWeek weekStart = m_rule.weekStart;
        m_rule = Rule{};
        m_rule.frequency = frequency;
        m_rule.weekStart = weekStart;
        m_showing = true;
        m_monthDays->setCurrentIndex(0);
        m_showing = false;
    }
    m_rule.interval = m_interval->value();
    if (frequency == Frequency::Weekly) {
        m_rule.byDay.clear();
        const auto days = m_weekdays->days();
        for (const Qt::DayOfWeek day : days)
            m_rule.byDay.append({0, day});
    }
    if (frequency == Frequency::Monthly && sender() == m_monthDays) {
        const int number = m_monthDays->currentData(kNumberRole).toInt();
        const bool date = MonthDay(m_monthDays->currentData(kKindRole).toInt()) == MonthDay::Date;
        m_rule.bySetPos.clear();
        m_rule.byMonthDay = date ? QList<int>{number} : QList<int>{};
        m_rule.byDay = date ? QList<RuleDay>{} : QList<RuleDay>{{number, Qt::DayOfWeek(m_start.dayOfWeek())}};
    }
    m_rule.count = m_after->isChecked() ? std::optional(m_count->value()) : std::nullopt;
    m_rule.until = m_until->isChecked()
        ? std::optional(shared::RuleUntil{shared::wallTime(m_last->date()), false})
        : std::nullopt;
    arrange();
    Q_EMIT changed();
}

void RuleEditor::arrange()
{
    const bool weekly = m_rule.frequency == Frequency::Weekly;
    const bool monthly = m_rule.frequency == Frequency::Monthly;
    m_on->setVisible(weekly || monthly);
    m_weekdays->setVisible(weekly);
    m_monthDays->setVisible(monthly);
    m_last->setEnabled(m_until->isChecked());
    m_count->setEnabled(m_after->isChecked());
}

}
