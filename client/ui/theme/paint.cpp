#include "client/ui/theme/paint.h"

#include "client/ui/theme/theme.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace hearth::client::ui::paint {

namespace {

/// Keeps what a primitive changes from leaking to its caller.
class Scope {
public:
    explicit Scope(QPainter &painter)
        : m_painter(painter)
    {
        m_painter.save();
    }
    ~Scope() { m_painter.restore(); }
    Scope(const Scope &) = delete;
    Scope &operator=(const Scope &) = delete;

private:
    QPainter &m_painter;
};

QRectF snappedRect(const QRectF &rect, qreal dpr)
{
    return {QPointF(snapped(rect.left(), dpr), snapped(rect.top(), dpr)),
            QPointF(snapped(rect.right(), dpr), snapped(rect.bottom(), dpr))};
}

}

qreal ratio(const QPainter &painter) { return painter.device()->devicePixelRatioF(); }

qreal snapped(qreal value, qreal dpr) { return std::round(value * dpr) / dpr; }

qreal hairline(qreal dpr) { return std::max(1.0, std::floor(dpr)) / dpr; }

void hline(QPainter &painter, qreal x1, qreal x2, qreal y, const QColor &colour)
{
    const Scope scope(painter);
    const qreal dpr = ratio(painter);
    painter.setRenderHint(QPainter::Antialiasing, false);
    const qreal left = snapped(x1, dpr);
    painter.fillRect(QRectF(left, snapped(y, dpr), snapped(x2, dpr) - left, hairline(dpr)), colour);
}

void vline(QPainter &painter, qreal x, qreal y1, qreal y2, const QColor &colour)
{
    const Scope scope(painter);
    const qreal dpr = ratio(painter);
    painter.setRenderHint(QPainter::Antialiasing, false);
    const qreal top = snapped(y1, dpr);
    painter.fillRect(QRectF(snapped(x, dpr), top, hairline(dpr), snapped(y2, dpr) - top), colour);
}

QPainterPath roundedPath(const QRectF &rect, qreal radius, int corners)
{
    const qreal r = std::max(0.0, std::min({radius, rect.width() / 2, rect.height() / 2}));
    QPainterPath path;
    if (corners == AllCorners) {
        path.addRoundedRect(rect, r, r);
        return path;
    }
    const auto at = [r, corners](Corner corner) { return corners & corner ? r : 0.0; };
    const qreal tl = at(TopLeft), tr = at(TopRight), bl = at(BottomLeft), br = at(BottomRight);
    path.moveTo(rect.left() + tl, rect.top());
    path.lineTo(rect.right() - tr, rect.top());
    path.arcTo(rect.right() - 2 * tr, rect.top(), 2 * tr, 2 * tr, 90, -90);
    path.lineTo(rect.right(), rect.bottom() - br);
    path.arcTo(rect.right() - 2 * br, rect.bottom() - 2 * br, 2 * br, 2 * br, 0, -90);
    path.lineTo(rect.left() + bl, rect.bottom());
    path.arcTo(rect.left(), rect.bottom() - 2 * bl, 2 * bl, 2 * bl, 270, -90);
    path.lineTo(rect.left(), rect.top() + tl);
    path.arcTo(rect.left(), rect.top(), 2 * tl, 2 * tl, 180, -90);
    path.closeSubpath();
    return path;
}

void box(QPainter &painter, const QRectF &rect, qreal radius, const QColor &fill, int corners)
{
    if (!fill.isValid())
        return;
    const Scope scope(painter);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(roundedPath(snappedRect(rect, ratio(painter)), radius, corners), fill);
}

void box(QPainter &painter, const QRectF &rect, qreal radius, const QColor &fill, const QColor &edge,
         qreal width, int corners)
{
    const Scope scope(painter);
    const qreal dpr = ratio(painter);
    const qreal stroke = width > 0 ? width : hairline(dpr);
    const QRectF outer = snappedRect(rect, dpr);
    painter.setRenderHint(QPainter::Antialiasing);
    // The outer shape in the edge's colour and the inner one in the fill would bleed at the corners, so the
    // fill ends in the middle of the edge.
    const QRectF middle = outer.adjusted(stroke / 2, stroke / 2, -stroke / 2, -stroke / 2);
    const QPainterPath path = roundedPath(middle, radius - stroke / 2, corners);
    if (fill.isValid())
        painter.fillPath(path, fill);
    if (edge.isValid())
        painter.strokePath(path, QPen(edge, stroke, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
}

void dashedBox(QPainter &painter, const QRectF &rect, qreal radius, const QColor &fill, const QColor &edge,
               qreal width)
{
    const Scope scope(painter);
    const QRectF outer = snappedRect(rect, ratio(painter));
    painter.setRenderHint(QPainter::Antialiasing);
    const QPainterPath path =
        roundedPath(outer.adjusted(width / 2, width / 2, -width / 2, -width / 2), radius - width / 2);
    if (fill.isValid())
        painter.fillPath(path, fill);
    QPen pen(edge, width, Qt::CustomDashLine, Qt::FlatCap);
    pen.setDashPattern({3 / width, 2 / width});
    painter.strokePath(path, pen);
}

void focusRing(QPainter &painter, const QRectF &rect, qreal radius, const Theme &theme)
{
    const Scope scope(painter);
    const Measures &m = theme.measures();
    const qreal out = m.focusGap + m.focusWidth / 2.0;
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF middle = snappedRect(rect, ratio(painter)).adjusted(-out, -out, out, out);
    painter.strokePath(roundedPath(middle, radius + out), QPen(theme.ember(), m.focusWidth));
}

void text(QPainter &painter, const QRectF &rect, const QString &text, const QFont &font, const QColor &colour,
          Qt::Alignment alignment)
{
    painter.setFont(font);
    painter.setPen(colour);
    QString line = text;
    const QFontMetricsF metrics(font);
    if (metrics.horizontalAdvance(line) > rect.width())
        line = metrics.elidedText(line, Qt::ElideRight, rect.width());
    painter.drawText(rect, int(alignment) | Qt::TextSingleLine | Qt::TextDontClip, line);
}

void dot(QPainter &painter, const QPointF &centre, qreal diameter, const QColor &colour)
{
    const Scope scope(painter);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawEllipse(centre, diameter / 2, diameter / 2);
}

void ring(QPainter &painter, const QPointF &centre, qreal diameter, const QColor &colour,
          const QColor &ground, qreal width)
{
    const Scope scope(painter);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, width));
    painter.setBrush(ground);
    painter.drawEllipse(centre, (diameter - width) / 2, (diameter - width) / 2);
}

}
