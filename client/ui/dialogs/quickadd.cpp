#include "client/ui/dialogs/quickadd.h"

#include "client/models/calendarlist.h"
#include "client/ui/theme/roles.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/buttons.h"
#include "client/ui/widgets/iconview.h"
#include "client/ui/widgets/label.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QVBoxLayout>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kWidth = 384;

QHBoxLayout *line(const ThemeSource &themes, const QString &icon)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(themes.theme().measures().space12);
    row->addWidget(new IconView(themes, icon, themes.theme().measures().icon16));
    return row;
}

QString dayText(QDate date) { return QLocale().toString(date, u"dddd d MMMM"_s); }
}

QString whenText(const shared::EventDraft &draft, const QTimeZone &zone)
{
    if (draft.allDay) {
        const QDate first = shared::dateOf(draft.start);
        const QDate last = shared::dateOf(draft.end).addDays(-1);
        return first == last ? dayText(first) : dayText(first) + u" – "_s + dayText(last);
    }
    const QDateTime start = QDateTime::fromMSecsSinceEpoch(draft.start.utcMs, zone);
    const QDateTime end = QDateTime::fromMSecsSinceEpoch(draft.end.utcMs, zone);
    const QLocale locale;
    const QString from = locale.toString(start.time(), QLocale::ShortFormat);
    const QString to = locale.toString(end.time(), QLocale::ShortFormat);
    if (start.date() == end.date())
        return dayText(start.date()) + u", "_s + from + u" – "_s + to;
    return dayText(start.date()) + u", "_s + from + u" – "_s + dayText(end.date()) + u", "_s + to;
}

QString lengthText(const shared::EventDraft &draft)
{
    const qint64 minutes = (draft.end.utcMs - draft.start.utcMs) / 60000;
    const auto days = int(minutes / (24 * 60));
    const auto hours = int(minutes / 60 % 24);
    const auto rest = int(minutes % 60);
    QStringList parts;
    if (days)
        parts.append(QuickAdd::tr("%n day(s)", nullptr, days));
    if (hours)
        parts.append(QuickAdd::tr("%n hour(s)", nullptr, hours));
    if (rest)
        parts.append(QuickAdd::tr("%n minute(s)", nullptr, rest));
    return parts.join(u' ');
}

QuickAdd::QuickAdd(const ThemeSource &themes, const CalendarList &calendars, const shared::EventDraft &draft,
                   QWidget *parent)
    : PopoverFrame(themes, parent)
    , m_draft(draft)
{
    const Measures &m = themes.theme().measures();
    setPanelWidth(kWidth);
    setAccessibleName(tr("New event"));
    content()->setSpacing(m.space12);
    m_title = new QLineEdit;
    m_title->setPlaceholderText(tr("What is it?"));
    m_title->setAccessibleName(tr("Title"));
    m_title->setMaxLength(shared::kMaxEventName);
    setControlSize(*m_title, ControlSize::Large);
    content()->addWidget(m_title);

    auto *when = line(themes, u"clock"_s);
    auto *time = new Label(themes, whenText(draft, QTimeZone::systemTimeZone()), FontRole::ControlStrong);
    time->setWordWrap(true);
    when->addWidget(time, 1);
    when->addWidget(new Label(themes, lengthText(draft), FontRole::Event, Tone::Ink3));
    content()->addLayout(when);

    auto *where = line(themes, u"calendar"_s);
    m_calendar = new QComboBox;
    m_calendar->setAccessibleName(tr("Calendar"));
    for (const shared::Calendar &calendar : calendars.calendars())
        if (shared::mayWriteEvents(calendar.role))
            m_calendar->addItem(calendar.name, calendar.id.value);
    if (const shared::Calendar *chosen = calendars.defaultCalendar())
        m_calendar->setCurrentIndex(m_calendar->findData(chosen->id.value));
    where->addWidget(m_calendar, 1);
    content()->addLayout(where);

    auto *foot = new QHBoxLayout;
    auto *more = new FlatButton(tr("More…"));
    auto *save = new PrimaryButton(tr("Save"));
    m_save = save;
    foot->addWidget(more);
    foot->addStretch();
    foot->addWidget(new Label(themes, tr("Enter"), FontRole::Event, Tone::Ink3));
    foot->addWidget(save);
    content()->addLayout(foot);

    connect(m_title, &QLineEdit::returnPressed, this, &QuickAdd::save);
    connect(m_title, &QLineEdit::textChanged, this, &QuickAdd::edited);
    connect(m_calendar, &QComboBox::currentIndexChanged, this, &QuickAdd::edited);
    connect(save, &QAbstractButton::clicked, this, &QuickAdd::save);
    connect(more, &QAbstractButton::clicked, this, [this] {
        Q_EMIT moreWanted(this->draft(), calendar());
        close();
    });
    edited();
    m_title->setFocus();
}

shared::CalendarId QuickAdd::calendar() const
{
    return shared::CalendarId{m_calendar->currentData().toUuid()};
}

shared::EventDraft QuickAdd::draft() const
{
    shared::EventDraft draft = m_draft;
    draft.name = m_title->text().trimmed();
    return draft;
}

void QuickAdd::edited()
{
    m_save->setEnabled(!draft().name.isEmpty() && m_calendar->count() > 0);
    Q_EMIT draftChanged(draft(), calendar());
}

void QuickAdd::save()
{
    if (!m_save->isEnabled())
        return;
    Q_EMIT saveWanted(draft(), calendar());
    close();
}

}
