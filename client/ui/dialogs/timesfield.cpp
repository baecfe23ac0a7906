#include "client/ui/dialogs/timesfield.h"

#include "client/models/habits.h"
#include "client/ui/theme/roles.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/chip.h"
#include "client/ui/widgets/formfield.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QGridLayout>
#include <QLocale>
#include <QTimeEdit>
#include <QVBoxLayout>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kDateWidth = 160;
constexpr int kTimeWidth = 76;
constexpr int kZoneWidth = 168;
constexpr int kShownZones = 12;

/// Names with a region are what people know; the rest are aliases and technical zones.
const QStringList &offeredZones()
{
    static const QStringList zones = [] {
        QStringList names;
        for (const QByteArray &id : QTimeZone::availableTimeZoneIds())
            if (id.contains('/') && !id.startsWith("Etc/"))
                names.append(QString::fromLatin1(id));
        return names;
    }();
    return zones;
}

void chooseZone(QComboBox &box, const QTimeZone &zone)
{
    const QString id = QString::fromUtf8(zone.id());
    if (box.findText(id) < 0)
        box.insertItem(0, id);
    box.setCurrentText(id);
}
}

TimesField::TimesField(const ThemeSource &themes, const QTimeZone &local, QWidget *parent)
    : QWidget(parent)
    , m_local(local)
    , m_yourTime(new Chip(themes, {}))
    , m_allDay(new QCheckBox(tr("All day")))
    , m_zones(new QCheckBox(tr("Time zones")))
{
    const Measures &m = themes.theme().measures();
    auto *box = new QWidget;
    auto *grid = new QGridLayout(box);
    grid->setContentsMargins({});
    grid->setSpacing(m.space8);
    m_start = addLine(*grid, 0, tr("Start"));
    m_end = addLine(*grid, 1, tr("End"));
    for (const Line &line : {m_start, m_end}) {
        line.date->setMinimumWidth(themes.theme().scaled(kDateWidth));
        line.time->setMinimumWidth(themes.theme().scaled(kTimeWidth));
        line.zone->setFixedWidth(themes.theme().scaled(kZoneWidth));
    }
    grid->setColumnStretch(3, 1);
    m_field = new FormField(themes, {}, box);

    auto *boxes = new QHBoxLayout;
    boxes->setSpacing(m.space16);
    boxes->addWidget(m_allDay);
    boxes->addWidget(m_zones);
    boxes->addWidget(m_yourTime);
    boxes->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(m.space8);
    column->addWidget(m_field);
    column->addLayout(boxes);
    wire();
}

TimesField::Line TimesField::addLine(QGridLayout &grid, int row, const QString &what)
{
    Line line{new QDateEdit, new QTimeEdit, new QComboBox};
    // Qt turns the sections round in a right-to-left window, and reads them wrongly then; it looks when the
    // format is set.
    line.date->setLayoutDirection(Qt::LeftToRight);
    line.time->setLayoutDirection(Qt::LeftToRight);
    line.date->setCalendarPopup(true);
    line.date->setDisplayFormat(u"ddd d MMM yyyy"_s);
    line.date->setMinimumDate(QDate(1, 1, 1));
    line.date->setAccessibleName(tr("%1: date").arg(what));
    line.time->setDisplayFormat(timeFormat());
    line.time->setButtonSymbols(QAbstractSpinBox::NoButtons);
    line.time->setAccessibleName(tr("%1: time").arg(what));
    line.zone->setAccessibleName(tr("%1: time zone").arg(what));
    line.zone->addItems(offeredZones());
    line.zone->setMaxVisibleItems(kShownZones);
    for (QWidget *field : std::initializer_list<QWidget *>{line.date, line.time, line.zone})
        setControlSize(*field, ControlSize::Dialog);
    grid.addWidget(line.date, row, 0);
    grid.addWidget(line.time, row, 1);
    grid.addWidget(line.zone, row, 2);
    return line;
}

void TimesField::wire()
{
    const auto tell = [this] {
        if (m_showing)
            return;
        arrange();
        Q_EMIT changed();
    };
    const auto tellStart = [this] {
        if (!m_showing)
            Q_EMIT startMoved();
    };
    connect(m_start.date, &QDateEdit::dateChanged, this, tellStart);
    connect(m_start.time, &QTimeEdit::timeChanged, this, tellStart);
    connect(m_end.date, &QDateEdit::dateChanged, this, tell);
    connect(m_end.time, &QTimeEdit::timeChanged, this, tell);
    connect(m_start.zone, &QComboBox::currentIndexChanged, this, &TimesField::startZoneChanged);
    connect(m_start.zone, &QComboBox::currentIndexChanged, this, tell);
    connect(m_end.zone, &QComboBox::currentIndexChanged, this, tell);
    connect(m_allDay, &QCheckBox::toggled, this, tell);
    connect(m_zones, &QCheckBox::toggled, this, tell);
    connect(m_field, &FormField::repairWanted, this, &TimesField::repairWanted);
}

/// The end goes along as long as it was in the same zone.
void TimesField::startZoneChanged()
{
    const QString before = std::exchange(m_lastStartZone, m_start.zone->currentText());
    if (m_showing || m_end.zone->currentText() != before)
        return;
    m_showing = true;
    m_end.zone->setCurrentText(m_lastStartZone);
    m_showing = false;
}

void TimesField::setTimes(const EventForm &form)
{
    m_showing = true;
    m_start.date->setDate(form.startDate);
    m_start.time->setTime(form.startTime);
    m_end.date->setDate(form.endDate);
    m_end.time->setTime(form.endTime);
    chooseZone(*m_start.zone, form.startZone);
    chooseZone(*m_end.zone, form.endZone);
    m_allDay->setChecked(form.allDay);
    const bool elsewhere = form.startZone.id() != m_local.id() || form.endZone.id() != m_local.id();
    m_zones->setChecked(m_zones->isChecked() || (elsewhere && !form.allDay));
    m_showing = false;
    arrange();
}

void TimesField::readInto(EventForm &form) const
{
    form.allDay = m_allDay->isChecked();
    form.startDate = m_start.date->date();
    form.startTime = m_start.time->time();
    form.endDate = m_end.date->date();
    form.endTime = m_end.time->time();
    const bool zones = m_zones->isChecked();
    form.startZone = zones ? QTimeZone(m_start.zone->currentText().toUtf8()) : m_local;
    form.endZone = zones ? QTimeZone(m_end.zone->currentText().toUtf8()) : m_local;
}

void TimesField::setProblem(const QString &sentence, const QString &repair)
{
    m_field->setProblem(sentence, repair);
    const bool wrong = !sentence.isEmpty();
    const bool sameDay = m_start.date->date() == m_end.date->date() && !m_allDay->isChecked();
    setError(*m_end.date, wrong && !sameDay);
    setError(*m_end.time, wrong);
}

void TimesField::arrange()
{
    const bool timed = !m_allDay->isChecked();
    for (const Line &line : {m_start, m_end}) {
        line.time->setVisible(timed);
        line.zone->setVisible(timed && m_zones->isChecked());
    }
    m_zones->setVisible(timed);
    showYourTime();
}

void TimesField::showYourTime()
{
    EventForm form;
    readInto(form);
    const bool elsewhere = !form.allDay && form.startZone.id() != m_local.id();
    if (elsewhere) {
        const qint64 start = form.toDraft({}).start.utcMs;
        const QTime here = QDateTime::fromMSecsSinceEpoch(start, m_local).time();
        m_yourTime->setText(tr("%1 your time").arg(clockText(here)));
        m_yourTime->updateGeometry();
    }
    m_yourTime->setVisible(elsewhere);
}

}
