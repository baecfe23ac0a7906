#include "client/ui/dialogs/calendarbox.h"

#include "client/models/calendarlist.h"
#include "client/ui/theme/paint.h"
#include "client/ui/theme/themesource.h"

#include <QPainter>

namespace hearth::client::ui {

namespace {
QPixmap swatch(const Theme &theme, const QString &colour, qreal dpr)
{
    constexpr qreal kRadius = 4;
    const int side = theme.measures().icon16;
    QPixmap pixmap(QSize(side, side) * dpr);
    pixmap.setDevicePixelRatio(dpr);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const CalendarColour known = calendarColourFromName(colour).value_or(CalendarColour::Stone);
    paint::box(painter, QRectF(0, 0, side, side), kRadius, theme.tint(known).edge);
    return pixmap;
}
}

CalendarBox::CalendarBox(const ThemeSource &themes, const CalendarList &calendars, shared::CalendarId current,
                         QWidget *parent)
    : QComboBox(parent)
{
    setAccessibleName(tr("Calendar"));
    for (const shared::Calendar &calendar : calendars.calendars())
        if (shared::mayWriteEvents(calendar.role) || calendar.id == current)
            addItem(QIcon(swatch(themes.theme(), calendar.colour, devicePixelRatioF())), calendar.name,
                    calendar.id.value);
    setCurrentIndex(std::max(findData(current.value), 0));
}

shared::CalendarId CalendarBox::calendar() const { return shared::CalendarId{currentData().toUuid()}; }

}
