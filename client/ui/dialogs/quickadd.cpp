#include "client/ui/dialogs/quickadd.h"

#include "client/models/calendarlist.h"
#include "client/ui/dialogs/calendarbox.h"
#include "client/ui/dialogs/eventtext.h"
#include "client/ui/theme/roles.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/buttons.h"
#include "client/ui/widgets/iconview.h"
#include "client/ui/widgets/label.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kWidth = 416;

QHBoxLayout *line(const ThemeSource &themes, const QString &icon)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(themes.theme().measures().space12);
    row->addWidget(new IconView(themes, icon, 16));
    return row;
}

}

QuickAdd::QuickAdd(const ThemeSource &themes, const CalendarList &calendars, const QTimeZone &zone,
                   const shared::EventDraft &draft, QWidget *parent)
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
    auto *time = new Label(themes, whenText(draft, zone), FontRole::ControlStrong);
    time->setWordWrap(true);
    when->addWidget(time, 1);
    when->addWidget(new Label(themes, lengthText(draft), FontRole::Event, Tone::Ink3));
    content()->addLayout(when);

    auto *where = line(themes, u"calendar"_s);
    const shared::Calendar *chosen = calendars.defaultCalendar();
    m_calendar = new CalendarBox(themes, calendars, chosen ? chosen->id : shared::CalendarId{});
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

shared::CalendarId QuickAdd::calendar() const { return m_calendar->calendar(); }

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
