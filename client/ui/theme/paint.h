#pragma once

#include <QColor>
#include <QPainter>
#include <QPainterPath>
#include <QRectF>

namespace hearth::client::ui {

class Theme;

/// The primitives that every painter of Hearth uses. Rectangles are in device-independent pixels.
namespace paint {

/// The device pixel ratio of what the painter paints on.
qreal ratio(const QPainter &painter);

/// `value` on the nearest edge of a device pixel.
qreal snapped(qreal value, qreal dpr);

/// The thickness of a hairline: max(1, floor(dpr)) / dpr.
qreal hairline(qreal dpr);

/// A horizontal hairline whose upper edge is at `y`, from `x1` to `x2`.
void hline(QPainter &painter, qreal x1, qreal x2, qreal y, const QColor &colour);

/// A vertical hairline whose left edge is at `x`, from `y1` to `y2`.
void vline(QPainter &painter, qreal x, qreal y1, qreal y2, const QColor &colour);

enum Corner { TopLeft = 1, TopRight = 2, BottomLeft = 4, BottomRight = 8, AllCorners = 15 };

/// A path round `rect` with only the given corners round.
QPainterPath roundedPath(const QRectF &rect, qreal radius, int corners = AllCorners);

/// A filled box with round corners and no edge.
void box(QPainter &painter, const QRectF &rect, qreal radius, const QColor &fill, int corners = AllCorners);

/// A filled box with an edge drawn inside `rect`; `width` 0 is a hairline. An invalid fill leaves it open.
void box(QPainter &painter, const QRectF &rect, qreal radius, const QColor &fill, const QColor &edge,
         qreal width = 0, int corners = AllCorners);

/// A dashed edge inside `rect` (an event without an answer).
void dashedBox(QPainter &painter, const QRectF &rect, qreal radius, const QColor &fill, const QColor &edge,
               qreal width = 1.5);

/// 2 px ember with a gap of 2 px outside of `rect` (the widget has to leave room, or paint it inside by
/// handing a smaller rectangle).
void focusRing(QPainter &painter, const QRectF &rect, qreal radius, const Theme &theme);

/// The space outside of a box that its focus ring takes.
inline constexpr int kFocusRoom = 4;

enum class Shadow { Popover, Toast };

/// The shadow of a box of `rect` and `radius`, painted round it (from a cached nine-patch).
void shadow(QPainter &painter, const QRectF &rect, qreal radius, Shadow kind, const Theme &theme);

/// Text in one line, elided at its end, at the leading side unless `alignment` says else.
void text(QPainter &painter, const QRectF &rect, const QString &text, const QFont &font, const QColor &colour,
          Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter);

/// A filled dot; `hollow` leaves a ring (away), with `ground` inside.
void dot(QPainter &painter, const QPointF &centre, qreal diameter, const QColor &colour);
void ring(QPainter &painter, const QPointF &centre, qreal diameter, const QColor &colour,
          const QColor &ground, qreal width = 1.5);

}

}
