#include "client/ui/window/accountbutton.h"

#include "client/ui/theme/icons.h"
#include "client/ui/theme/paint.h"
#include "client/ui/theme/themesource.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QStyle>

#include <cmath>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

AccountButton::AccountButton(const ThemeSource &themes, const QString &name, QWidget *parent)
    : QAbstractButton(parent)
    , m_themes(themes)
{
    setText(name);
    setAccessibleName(tr("Account %1").arg(name));
    setToolTip(tr("Account"));
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
}

QSize AccountButton::sizeHint() const
{
    const Theme &theme = m_themes.theme();
    const Measures &m = theme.measures();
    const qreal name = QFontMetricsF(theme.font(FontRole::Group)).horizontalAdvance(text());
    return {int(std::ceil(name)) + 3 * m.space8 + m.icon16, m.control};
}

QSize AccountButton::minimumSizeHint() const
{
    const Measures &m = m_themes.theme().measures();
    return {m.control + m.icon16 + 2 * m.space8, m.control};
}

void AccountButton::paintEvent(QPaintEvent *)
{
    const Theme &theme = m_themes.theme();
    const Measures &m = theme.measures();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (isDown() || underMouse())
        paint::box(painter, rect(), m.radiusButton, isDown() ? theme.press() : theme.hover());
    const auto placed = [this](const QRect &r) {
        return QRectF(QStyle::visualRect(layoutDirection(), rect(), r));
    };
    const QRect chevron(width() - m.space8 - m.icon16, 0, m.icon16, height());
    Icons::paint(painter, placed(chevron), u"down"_s, m.icon16, theme.ink2());
    const QRect name(m.space8, 0, chevron.left() - 2 * m.space8, height());
    paint::text(painter, placed(name.adjusted(0, 0, m.space4, 0)), text(), theme.font(FontRole::Group),
                theme.ink(), QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter));
}

}
