#include "client/ui/window/searchrowdelegate.h"

#include "client/ui/theme/paint.h"
#include "client/ui/theme/themesource.h"

#include <QPainter>
#include <QStyle>

namespace hearth::client::ui {

namespace {
constexpr qreal kBar = 3;
constexpr qreal kBarRadius = 1.5;
}

SearchRowDelegate::SearchRowDelegate(const ThemeSource &themes, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_themes(themes)
{
}

void SearchRowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const
{
    const Theme &theme = m_themes.theme();
    const Measures &m = theme.measures();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver))
        paint::box(*painter, option.rect, m.radiusButton, theme.select());
    const auto placed = [&](const QRectF &rect) {
        return QRectF(QStyle::visualRect(option.direction, option.rect, rect.toRect()));
    };
    const auto colour = calendarColourFromName(index.data(ColourRole).toString());
    const QRectF row(option.rect);
    const QRectF bar(row.left() + m.space8, row.top() + m.space8, kBar, row.height() - 2 * m.space8);
    paint::box(*painter, placed(bar), kBarRadius, theme.tint(colour.value_or(CalendarColour::Stone)).edge);
    const qreal left = bar.right() + m.space12;
    const qreal width = row.right() - m.space8 - left;
    const auto side = QStyle::visualAlignment(option.direction, Qt::AlignLeft | Qt::AlignVCenter);
    const qreal first = theme.lineHeight(FontRole::ControlStrong);
    const qreal second = theme.lineHeight(FontRole::Event);
    const qreal top = row.center().y() - (first + second) / 2;
    paint::text(*painter, placed(QRectF(left, top, width, first)), index.data(Qt::DisplayRole).toString(),
                theme.font(FontRole::ControlStrong), theme.ink(), side);
    paint::text(*painter, placed(QRectF(left, top + first, width, second)), index.data(DetailRole).toString(),
                theme.font(FontRole::Event), theme.ink2(), side);
    painter->restore();
}

QSize SearchRowDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    const Theme &theme = m_themes.theme();
    return {0,
            theme.lineHeight(FontRole::ControlStrong) + theme.lineHeight(FontRole::Event)
                + theme.measures().space12};
}

}
