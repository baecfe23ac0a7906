#include "client/ui/window/personrowdelegate.h"

#include "client/models/memberlist.h"
#include "client/ui/theme/paint.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/avatar.h"

#include <QPainter>
#include <QStyle>

#include <cmath>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

PersonRowDelegate::PersonRowDelegate(const ThemeSource &themes, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_themes(themes)
{
}

void PersonRowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const
{
    const Theme &theme = m_themes.theme();
    const Measures &m = theme.measures();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (option.state & QStyle::State_MouseOver)
        paint::box(*painter, QRectF(option.rect).adjusted(m.space8, 0, -m.space8, 0), m.radiusButton,
                   theme.hover());
    const auto mirrored = [&](const QRect &rect) {
        return QRectF(QStyle::visualRect(option.direction, option.rect, rect));
    };
    const QString name = index.data(Qt::DisplayRole).toString();
    const bool online = index.data(MemberList::OnlineRole).toBool();
    const auto colour = calendarColourFromName(index.data(MemberList::ColourRole).toString());
    const QRect avatar(option.rect.left() + m.space16, option.rect.center().y() - m.avatar / 2, m.avatar,
                       m.avatar);
    const bool rtl = option.direction == Qt::RightToLeft;
    paintAvatar(*painter, mirrored(avatar), name, colour.value_or(CalendarColour::Stone),
                online ? Presence::Here : Presence::Away, theme.paper(), theme, rtl);

    const QString presence = online ? tr("here") : tr("away");
    const QFont &quiet = theme.font(FontRole::Event);
    const int presenceWidth = int(std::ceil(QFontMetricsF(quiet).horizontalAdvance(presence)));
    const QRect state(option.rect.right() - m.space16 - presenceWidth, option.rect.top(), presenceWidth + 1,
                      option.rect.height());
    paint::text(*painter, mirrored(state), presence, quiet, theme.ink3(),
                (rtl ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    const QString label = index.data(MemberList::SelfRole).toBool() ? tr("%1 (you)").arg(name) : name;
    const int textLeft = avatar.right() + 1 + m.space12;
    const QRect text(textLeft, option.rect.top(), state.left() - m.space8 - textLeft, option.rect.height());
    paint::text(*painter, mirrored(text), label, theme.font(FontRole::Control), theme.ink(),
                (rtl ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    painter->restore();
}

QSize PersonRowDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {0, m_themes.theme().measures().personRow};
}

}
