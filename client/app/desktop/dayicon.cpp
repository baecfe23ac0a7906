#include "client/app/desktop/dayicon.h"

#include "client/ui/theme/theme.h"

#include <QFont>
#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <QPixmap>

namespace hearth::client {

namespace {
// Shares of the icon's side.
constexpr qreal kMargin = 1 / 16.0;
constexpr qreal kRadius = 3 / 16.0;
constexpr qreal kHead = 4 / 16.0;
constexpr qreal kDigits = 10 / 16.0;

QPixmap draw(QDate day, const ui::Theme &theme, int size)
{
    QPixmap pixmap(size, size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal margin = std::round(size * kMargin);
    const QRectF leaf = QRectF(0, 0, size, size).adjusted(margin, margin, -margin, -margin);
    QPainterPath shape;
    shape.addRoundedRect(leaf, size * kRadius, size * kRadius);
    painter.setClipPath(shape);
    painter.fillRect(leaf, theme.raised());
    const qreal head = std::round(size * kHead);
    painter.fillRect(QRectF(leaf.left(), leaf.top(), leaf.width(), head), theme.ember());
    QFont font = theme.font(ui::FontRole::BodyStrong);
    font.setPixelSize(std::max(1, qRound(size * kDigits)));
    painter.setFont(font);
    painter.setPen(theme.ink());
    // Centred by what is inked, not by the line: every pixel counts at 16.
    const QString number = QString::number(day.day());
    const QRectF ink = QFontMetricsF(font).tightBoundingRect(number);
    const QRectF below(leaf.left(), leaf.top() + head, leaf.width(), leaf.height() - head);
    painter.drawText(below.center() - ink.center(), number);
    return pixmap;
}
}

QIcon dayIcon(QDate day, const ui::Theme &theme)
{
    QIcon icon;
    for (const int size : {16, 22, 24, 32, 44, 48, 64})
        icon.addPixmap(draw(day, theme, size));
    return icon;
}

}
