#include "client/ui/theme/icons.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <array>
#include <cmath>

namespace hearth::client::ui {

namespace {

using namespace Qt::StringLiterals;

const auto kIconPrefix = u"hearth:"_s;

QByteArray source(const QString &name, const QColor &colour)
{
    QFile file(u":/hearth/icons/%1.svg"_s.arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll().replace("currentColor"_ba, colour.name(QColor::HexRgb).toLatin1());
}

QPixmap render(const QByteArray &svg, int devicePixels, bool mirrored)
{
    QSvgRenderer renderer(svg);
    if (!renderer.isValid())
        return {};
    QImage image(devicePixels, devicePixels, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    renderer.render(&painter, QRectF(0, 0, devicePixels, devicePixels));
    painter.end();
    return QPixmap::fromImage(mirrored ? image.mirrored(true, false) : image);
}

/// Paints an icon of the resources in the palette's quiet text colour.
class NamedIconEngine : public QIconEngine {
public:
    explicit NamedIconEngine(const QString &name)
        : m_name(name)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        Icons::paint(*painter, rect, m_name, std::min(rect.width(), rect.height()), colour(mode));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State) override
    {
        return Icons::pixmap(m_name, std::min(size.width(), size.height()), colour(mode), 1.0);
    }

    QIconEngine *clone() const override { return new NamedIconEngine(*this); }
    QString iconName() override { return kIconPrefix + m_name; }
    QString key() const override { return u"hearth"_s; }
    bool isNull() override { return false; }

private:
    static QColor colour(QIcon::Mode mode)
    {
        const QPalette palette = QGuiApplication::palette();
        if (mode == QIcon::Disabled)
            return palette.color(QPalette::Disabled, QPalette::ButtonText);
        return palette.color(mode == QIcon::Normal ? QPalette::PlaceholderText : QPalette::ButtonText);
    }

    QString m_name;
};

}

namespace Icons {

QPixmap pixmap(const QString &name, int size, const QColor &colour, qreal dpr, bool mirrored)
{
    const int devicePixels = int(std::lround(size * dpr));
    const QString key =
        u"hearth/%1/%2/%3/%4"_s.arg(name).arg(devicePixels).arg(colour.rgb(), 0, 16).arg(int(mirrored));
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        pixmap = render(source(name, colour), devicePixels, mirrored);
        QPixmapCache::insert(key, pixmap);
    }
    pixmap.setDevicePixelRatio(dpr);
    return pixmap;
}

void paint(QPainter &painter, const QRectF &rect, const QString &name, int size, const QColor &colour,
           bool rightToLeft)
{
    const qreal dpr = painter.device()->devicePixelRatioF();
    const QPixmap picture = pixmap(name, size, colour, dpr, rightToLeft && mirrors(name));
    const QPointF topLeft = rect.center() - QPointF(size / 2.0, size / 2.0);
    const auto snap = [dpr](qreal value) { return std::round(value * dpr) / dpr; };
    painter.drawPixmap(QPointF(snap(topLeft.x()), snap(topLeft.y())), picture);
}

bool mirrors(const QString &name)
{
    static constexpr std::array kTurning = {"left"_L1, "right"_L1, "arrow"_L1,   "send"_L1, "undo"_L1,
                                            "redo"_L1, "panel"_L1, "sidebar"_L1, "list"_L1};
    return std::any_of(kTurning.begin(), kTurning.end(), [&name](QLatin1StringView n) { return n == name; });
}

QIcon icon(const QString &name) { return QIcon(new NamedIconEngine(name)); }

QString name(const QIcon &icon)
{
    const QString full = icon.name();
    return full.startsWith(kIconPrefix) ? full.mid(kIconPrefix.size()) : QString();
}

QPixmap mark(int size, const QColor &ink, const QColor &ember, qreal dpr)
{
    const int devicePixels = int(std::lround(size * dpr));
    const QString key =
        u"hearth/mark/%1/%2/%3"_s.arg(devicePixels).arg(ink.rgb(), 0, 16).arg(ember.rgb(), 0, 16);
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        const QByteArray svg =
            source(u"hearth"_s, ink).replace("#BC4416"_ba, ember.name(QColor::HexRgb).toLatin1());
        pixmap = render(svg, devicePixels, false);
        QPixmapCache::insert(key, pixmap);
    }
    pixmap.setDevicePixelRatio(dpr);
    return pixmap;
}

QIcon appIcon() { return QIcon(u":/hearth/hearth.svg"_s); }

}

}
