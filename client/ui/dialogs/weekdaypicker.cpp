#include "client/ui/dialogs/weekdaypicker.h"

#include "client/ui/theme/paint.h"
#include "client/ui/theme/themesource.h"

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace hearth::client::ui {

namespace {
constexpr int kCircle = 32;
constexpr int kDaysOfWeek = 7;

class DayButton : public QAbstractButton {
public:
    DayButton(const ThemeSource &themes, Qt::DayOfWeek day)
        : m_themes(themes)
    {
        setCheckable(true);
        setAttribute(Qt::WA_Hover);
        setFocusPolicy(Qt::StrongFocus);
        setText(QLocale().standaloneDayName(day, QLocale::NarrowFormat));
        setAccessibleName(QLocale().standaloneDayName(day, QLocale::LongFormat));
        setToolTip(accessibleName());
    }

    QSize sizeHint() const override
    {
        const int side = m_themes.theme().scaled(kCircle);
        return {side, side};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Theme &theme = m_themes.theme();
        const qreal side = std::min(width(), height());
        const QRectF circle((width() - side) / 2, (height() - side) / 2, side, side);
        const QColor fill = isChecked() ? (underMouse() ? theme.emberHover() : theme.ember())
                                        : (underMouse() ? theme.hover() : theme.raised());
        painter.setRenderHint(QPainter::Antialiasing);
        paint::box(painter, circle, side / 2, fill, isChecked() ? fill : theme.lineStrong());
        paint::text(painter, circle, text(), theme.font(FontRole::ControlBold),
                    isChecked() ? theme.onEmber() : theme.ink2(), Qt::AlignCenter);
    }

private:
    const ThemeSource &m_themes;
};
}

WeekdayPicker::WeekdayPicker(const ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(themes.theme().measures().space4);
    const int first = QLocale().firstDayOfWeek();
    for (int i = 0; i < kDaysOfWeek; ++i) {
        const auto day = Qt::DayOfWeek((first - 1 + i) % kDaysOfWeek + 1);
        auto *button = new DayButton(themes, day);
        connect(button, &QAbstractButton::clicked, this, &WeekdayPicker::changed);
        row->addWidget(button);
        m_buttons.append({day, button});
    }
    row->addStretch();
}

void WeekdayPicker::setDays(const QList<Qt::DayOfWeek> &days)
{
    for (const auto &[day, button] : std::as_const(m_buttons))
        button->setChecked(days.contains(day));
}

QList<Qt::DayOfWeek> WeekdayPicker::days() const
{
    QList<Qt::DayOfWeek> chosen;
    for (const auto &[day, button] : m_buttons)
        if (button->isChecked())
            chosen.append(day);
    std::sort(chosen.begin(), chosen.end());
    return chosen;
}

}
