#include "client/ui/window/calendarrowdelegate.h"

#include "client/models/calendarlist.h"
#include "client/models/conversations.h"
#include "client/ui/theme/icons.h"
#include "client/ui/theme/paint.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/badge.h"

#include <QAbstractItemModel>
#include <QMouseEvent>
#include <QPainter>
#include <QStyle>

#include <cmath>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
CalendarColour colourOf(const QModelIndex &index)
{
    const QString name = index.data(CalendarList::ColourRole).toString();
    return calendarColourFromName(name).value_or(CalendarColour::Stone);
}

void paintCheckBox(QPainter &painter, const QRectF &box, bool on, const QColor &edge, const Theme &theme)
{
    constexpr qreal kRadius = 4;
    constexpr qreal kOutline = 1.5;
    if (!on) {
        paint::box(painter, box, kRadius, theme.raised(), edge, kOutline);
        return;
    }
    paint::box(painter, box, kRadius, edge);
    Icons::paint(painter, box, u"check"_s, theme.measures().icon12, theme.onEdge());
}
}

CalendarRowDelegate::CalendarRowDelegate(const ThemeSource &themes, const Conversations &conversations,
                                         QObject *parent)
    : QStyledItemDelegate(parent)
    , m_themes(themes)
    , m_conversations(conversations)
{
}

int CalendarRowDelegate::unread(const QModelIndex &index) const
{
    return m_conversations.unread({shared::CalendarId{index.data(CalendarList::IdRole).toUuid()}, {}});
}

QRect CalendarRowDelegate::badgeRect(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int count = unread(index);
    if (count == 0)
        return {};
    const Theme &theme = m_themes.theme();
    const Measures &m = theme.measures();
    const int lock = index.data(CalendarList::MayWriteRole).toBool() ? 0 : m.icon16 + m.space8;
    const int width = int(std::ceil(badgeWidth(theme, count)));
    const QRect rect(option.rect.right() - m.space16 - lock - width, option.rect.top(), width,
                     option.rect.height());
    return QStyle::visualRect(option.direction, option.rect, rect);
}

void CalendarRowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                                const QModelIndex &index) const
{
    const Theme &theme = m_themes.theme();
    const Measures &m = theme.measures();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRectF row = QRectF(option.rect).adjusted(m.space8, 0, -m.space8, 0);
    if (option.state & (QStyle::State_MouseOver | QStyle::State_Selected))
        paint::box(*painter, row, m.radiusButton,
                   option.state & QStyle::State_Selected ? theme.select() : theme.hover());

    const auto mirrored = [&](const QRect &rect) {
        return QRectF(QStyle::visualRect(option.direction, option.rect, rect));
    };
    const int left = option.rect.left() + m.space16;
    const int middle = option.rect.center().y() + 1;
    const bool shown = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    const QRect box(left, middle - m.checkBoxRow / 2, m.checkBoxRow, m.checkBoxRow);
    paintCheckBox(*painter, mirrored(box), shown, theme.tint(colourOf(index)).edge, theme);

    int right = option.rect.right() - m.space16;
    if (!index.data(CalendarList::MayWriteRole).toBool()) {
        const QRect lock(right - m.icon16, middle - m.icon16 / 2, m.icon16, m.icon16);
        Icons::paint(*painter, mirrored(lock), u"lock"_s, m.icon16, theme.ink3());
        right = lock.left() - m.space8;
    }
    if (const QRect badge = badgeRect(option, index); !badge.isNull()) {
        paintBadge(*painter, badge, unread(index), theme);
        right -= badge.width() + m.space8;
    }
    const int textLeft = box.right() + 1 + m.space12;
    const QRect text(textLeft, option.rect.top(), right - textLeft, option.rect.height());
    paint::text(*painter, mirrored(text), index.data(Qt::DisplayRole).toString(),
                theme.font(FontRole::Control), shown ? theme.ink() : theme.ink3(),
                (option.direction == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if ((option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_KeyboardFocusChange))
        paint::focusRing(*painter, row.adjusted(4, 4, -4, -4), m.radiusButton, theme);
    painter->restore();
}

QSize CalendarRowDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {0, m_themes.theme().measures().calendarRow};
}

bool CalendarRowDelegate::editorEvent(QEvent *event, QAbstractItemModel *model,
                                      const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const bool click = event->type() == QEvent::MouseButtonRelease
        && static_cast<QMouseEvent *>(event)->button() == Qt::LeftButton;
    const bool space =
        event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Space;
    if (click && badgeRect(option, index).contains(static_cast<QMouseEvent *>(event)->pos())) {
        Q_EMIT conversationWanted(shared::CalendarId{index.data(CalendarList::IdRole).toUuid()});
        return true;
    }
    if (!click && !space)
        return QStyledItemDelegate::editorEvent(event, model, option, index);
    const bool shown = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    return model->setData(index, shown ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

}
