#include "client/ui/settings/navigationbutton.h"

#include "client/ui/theme/icons.h"
#include "client/ui/theme/paint.h"
#include "client/ui/theme/roles.h"
#include "client/ui/theme/themesource.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QStyle>

#include <cmath>

namespace hearth::client::ui {

NavigationButton::NavigationButton(const ThemeSource &themes, const QString &icon, const QString &name,
                                   QWidget *parent)
    : QAbstractButton(parent)
    , m_themes(themes)
    , m_icon(icon)
{
    setText(name);
    setCheckable(true);
    setAutoExclusive(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusRing(*this, themes.theme().measures().radiusButton);
}

QSize NavigationButton::sizeHint() const
{
    const Theme &theme = m_themes.theme();
    const Measures &m = theme.measures();
    const qreal name = QFontMetricsF(theme.font(FontRole::BodyStrong)).horizontalAdvance(text());
    return {int(std::ceil(name)) + 3 * m.space8 + m.space4 + m.icon20 + m.space8, m.controlDialog};
}

void NavigationButton::paintEvent(QPaintEvent *)
{
    const Theme &theme = m_themes.theme();
    const Measures &m = theme.measures();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (isChecked() || isDown() || underMouse())
        paint::box(painter, rect(), m.radiusButton, isChecked() ? theme.select() : theme.hover());
    const auto placed = [this](const QRect &r) {
        return QRectF(QStyle::visualRect(layoutDirection(), rect(), r));
    };
    const QRect icon(m.space8, 0, m.icon20, height());
    Icons::paint(painter, placed(icon), m_icon, m.icon20, isChecked() ? theme.emberInk() : theme.ink2(),
                 layoutDirection() == Qt::RightToLeft);
    const int start = icon.right() + 1 + m.space8 + m.space4;
    paint::text(painter, placed(QRect(start, 0, width() - start - m.space8, height())), text(),
                theme.font(isChecked() ? FontRole::BodyStrong : FontRole::Body), theme.ink(),
                QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter));
}

}
