#include "client/ui/theme/paint.h"

#include "client/ui/theme/theme.h"

#include <QPixmapCache>

#include <algorithm>
#include <cmath>
#include <vector>

namespace hearth::client::ui::paint {

namespace {

using namespace Qt::StringLiterals;

struct Layer {
    qreal dy;
    qreal blur;
    qreal alpha;
};

std::vector<Layer> layersOf(Shadow kind, bool dark)
{
    switch (kind) {
    case Shadow::Popover:
        return {{8, 24, dark ? 0.55 : 0.16}, {2, 6, dark ? 0.35 : 0.08}};
    case Shadow::Toast:
        return {{4, 14, dark ? 0.45 : 0.16}};
    }
    return {};
}

using Field = std::vector<float>;

/// One running mean over rows (step 1) or columns (step = width).
void blurLines(Field &field, int lines, int length, int lineStep, int step, int radius)
{
    const float weight = 1.0f / float(2 * radius + 1);
    std::vector<float> line(static_cast<std::size_t>(length));
    for (int l = 0; l < lines; ++l) {
        const auto at = [&](int i) -> float & { return field[std::size_t(l * lineStep + i * step)]; };
        for (int i = 0; i < length; ++i)
            line[std::size_t(i)] = at(i);
        float sum = 0;
        for (int i = -radius; i < length; ++i) {
            if (i + radius < length)
                sum += line[std::size_t(i + radius)];
            if (i - radius - 1 >= 0)
                sum -= line[std::size_t(i - radius - 1)];
            if (i >= 0)
                at(i) = sum * weight;
        }
    }
}

/// Three box blurs come near to the Gauss blur that "blur" means (sigma = half of it).
Field blurred(const QImage &shape, qreal blur)
{
    const int side = shape.width();
    Field field(std::size_t(side * side));
    for (int y = 0; y < side; ++y) {
        const uchar *row = shape.constScanLine(y);
        for (int x = 0; x < side; ++x)
            field[std::size_t(y * side + x)] = float(row[x]) / 255.0f;
    }
    const int radius = std::max(1, int(std::lround(blur / 2 * 0.94)));
    for (int pass = 0; pass < 3; ++pass) {
        blurLines(field, side, side, side, 1, radius);
        blurLines(field, side, side, 1, side, radius);
    }
    return field;
}

/// Ends the shadow softly where the window that holds it ends.
float fading(int x, int y, int side, int fade)
{
    const int nearest = std::min(std::min(x, side - 1 - x), std::min(y, side - 1 - y));
    return nearest >= fade ? 1.0f : float(nearest) / float(fade);
}

/// The square picture whose middle pixel row and column are stretched.
QPixmap makePatch(Shadow kind, bool dark, qreal radius, int margin, qreal dpr)
{
    const int core = int(std::ceil(radius)) * 2 + 2 * margin + 1;
    const int side = int(std::lround((core + 2 * margin) * dpr));
    Field alpha(std::size_t(side * side), 0.0f);
    for (const Layer &layer : layersOf(kind, dark)) {
        QImage shape(side, side, QImage::Format_Alpha8);
        shape.fill(0);
        QPainter painter(&shape);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.scale(dpr, dpr);
        painter.fillPath(roundedPath(QRectF(margin, margin + layer.dy, core, core), radius), Qt::black);
        painter.end();
        const Field field = blurred(shape, layer.blur * dpr);
        for (std::size_t i = 0; i < alpha.size(); ++i)
            alpha[i] += field[i] * float(layer.alpha) * (1.0f - alpha[i]);
    }
    constexpr int kFadePx = 10;
    const int fade = int(std::lround(kFadePx * dpr));
    QImage image(side, side, QImage::Format_ARGB32_Premultiplied);
    const QColor tone = dark ? QColor(0, 0, 0) : QColor(43, 30, 18);
    for (int y = 0; y < side; ++y) {
        auto *row = reinterpret_cast<QRgb *>(image.scanLine(y));
        for (int x = 0; x < side; ++x) {
            const int a =
                int(std::lround(alpha[std::size_t(y * side + x)] * 255.0f * fading(x, y, side, fade)));
            row[x] = qPremultiply(qRgba(tone.red(), tone.green(), tone.blue(), a));
        }
    }
    return QPixmap::fromImage(image);
}

QPixmap patch(Shadow kind, bool dark, qreal radius, int margin, qreal dpr)
{
    const QString key =
        u"hearth/shadow/%1/%2/%3/%4/%5"_s.arg(int(kind)).arg(int(dark)).arg(radius).arg(margin).arg(dpr);
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        pixmap = makePatch(kind, dark, radius, margin, dpr);
        QPixmapCache::insert(key, pixmap);
    }
    return pixmap;
}

}

void shadow(QPainter &painter, const QRectF &rect, qreal radius, Shadow kind, const Theme &theme)
{
    const int margin = theme.measures().shadowMargin;
    const qreal dpr = ratio(painter);
    const QPixmap pixmap = patch(kind, theme.isDark(), radius, margin, dpr);
    const QRectF outer = rect.adjusted(-margin, -margin, margin, margin);
    const qreal corner = std::min({2.0 * margin + radius, outer.width() / 2, outer.height() / 2});
    const qreal source = corner * dpr;
    const qreal side = pixmap.width();
    const std::array<qreal, 4> xs = {outer.left(), outer.left() + corner, outer.right() - corner,
                                     outer.right()};
    const std::array<qreal, 4> ys = {outer.top(), outer.top() + corner, outer.bottom() - corner,
                                     outer.bottom()};
    const std::array<qreal, 4> from = {0, source, side - source, side};
    for (std::size_t i = 0; i < 3; ++i) {
        for (std::size_t j = 0; j < 3; ++j) {
            const QRectF target(QPointF(xs[i], ys[j]), QPointF(xs[i + 1], ys[j + 1]));
            if (!target.isEmpty())
                painter.drawPixmap(target, pixmap,
                                   QRectF(QPointF(from[i], from[j]), QPointF(from[i + 1], from[j + 1])));
        }
    }
}

}
