#include "client/ui/dialogs/reminderfield.h"

#include "client/ui/dialogs/flowlayout.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/chip.h"

#include <QMenu>

#include <algorithm>
#include <array>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kHour = 60;
constexpr int kDay = 24 * kHour;
constexpr std::array kOffered{0, 5, 10, 30, kHour, 2 * kHour, kDay, 2 * kDay, 7 * kDay};
}

QString reminderText(int minutes)
{
    if (minutes == 0)
        return ReminderField::tr("At the start");
    if (minutes % kDay == 0)
        return ReminderField::tr("%n day(s) before", nullptr, minutes / kDay);
    if (minutes % kHour == 0)
        return ReminderField::tr("%n hour(s) before", nullptr, minutes / kHour);
    return ReminderField::tr("%n minute(s) before", nullptr, minutes);
}

ReminderField::ReminderField(const ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_layout(new FlowLayout(themes.theme().measures().space8, this))
{
    rebuild();
}

void ReminderField::setReminders(const QList<int> &minutes)
{
    m_minutes = minutes;
    rebuild();
}

void ReminderField::add(int minutes)
{
    if (m_minutes.contains(minutes))
        return;
    m_minutes.append(minutes);
    std::sort(m_minutes.begin(), m_minutes.end());
    rebuild();
    Q_EMIT changed();
}

void ReminderField::offer()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const int minutes : kOffered) {
        const QAction *action = menu->addAction(reminderText(minutes));
        connect(action, &QAction::triggered, this, [this, minutes] { add(minutes); });
    }
    menu->popup(mapToGlobal(QPoint(0, height())));
}

void ReminderField::rebuild()
{
    m_layout->clear();
    for (const int minutes : std::as_const(m_minutes)) {
        auto *chip = new Chip(m_themes, reminderText(minutes), ChipTone::Neutral, u"bell"_s);
        chip->setRemovable(tr("Remove the reminder %1").arg(reminderText(minutes)));
        connect(chip, &Chip::removeWanted, this, [this, minutes] {
            m_minutes.removeOne(minutes);
            rebuild();
            Q_EMIT changed();
        });
        m_layout->addWidget(chip);
    }
    auto *more = new Chip(m_themes, tr("Add"), ChipTone::Outline, u"plus"_s);
    more->setAccessibleName(tr("Add a reminder"));
    more->setClickable(true);
    connect(more, &QAbstractButton::clicked, this, &ReminderField::offer);
    m_layout->addWidget(more);
}

}
