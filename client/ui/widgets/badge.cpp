#include "client/ui/widgets/badge.h"

#include "client/ui/theme/paint.h"
#include "client/ui/theme/themesource.h"

#include <QFontMetricsF>
#include <QPainter>

#include <cmath>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostShown = 99;
constexpr int kKeyRadius = 4;

QString countText(int count) { return count > kMostShown ? u"99+"_s : QString::number(count); }

}

qreal badgeWidth(const Theme &theme, int count)
{
    const qreal text = QFontMetricsF(theme.font(FontRole::EventTitle)).horizontalAdvance(countText(count));
    return std::max<qreal>(theme.measures().badge,
                           std::ceil(text) + 2 * theme.measures().space4 + theme.measures().space2);
}

void paintBadge(QPainter &painter, const QRectF &rect, int count, const Theme &theme)
{
    const qreal width = badgeWidth(theme, count);
    const qreal height = theme.measures().badge;
    const QRectF box(rect.center().x() - width / 2, std::floor(rect.center().y() - height / 2), width,
                     height);
    paint::box(painter, box, height / 2, theme.ember());
    paint::text(painter, box, countText(count), theme.font(FontRole::EventTitle), theme.onEmber(),
                Qt::AlignCenter);
}

Badge::Badge(const ThemeSource &theme, int count, QWidget *parent)
    : QWidget(parent)
    , m_source(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setCount(count);
}

void Badge::setCount(int count)
{
    m_count = count;
    setAccessibleName(tr("%n new", nullptr, count));
    setHidden(count <= 0);
    updateGeometry();
    update();
}

QSize Badge::sizeHint() const
{
    return {int(badgeWidth(m_source.theme(), m_count)), m_source.theme().measures().badge};
}

void Badge::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintBadge(painter, rect(), m_count, m_source.theme());
}

KeyHint::KeyHint(const ThemeSource &theme, const QString &keys, QWidget *parent)
    : QWidget(parent)
    , m_source(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setKeys(keys);
}

void KeyHint::setKeys(const QString &keys)
{
    m_keys = keys;
    m_keys.replace(u'+', u' ');
    setAccessibleName(keys);
    updateGeometry();
    update();
}

QSize KeyHint::sizeHint() const
{
    const Theme &theme = m_source.theme();
    const qreal text = QFontMetricsF(theme.font(FontRole::Caption)).horizontalAdvance(m_keys);
    const int height = theme.measures().keyHint;
    return {std::max(height, int(std::ceil(text)) + theme.measures().space12), height};
}

void KeyHint::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = m_source.theme();
    paint::box(painter, rect(), kKeyRadius, QColor(), theme.lineStrong());
    paint::text(painter, rect(), m_keys, theme.font(FontRole::Caption), theme.ink3(), Qt::AlignCenter);
}

}
