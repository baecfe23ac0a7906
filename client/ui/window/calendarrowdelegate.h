#pragma once

#include "shared/base/ids.h"

#include <QStyledItemDelegate>

namespace hearth::client {
class Conversations;
}

namespace hearth::client::ui {

class ThemeSource;

/// A row of the sidebar's calendars: a check box in the calendar's colour, its name, how much is new in its
/// conversation, a lock where one may only read.
class CalendarRowDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    CalendarRowDelegate(const ThemeSource &themes, const Conversations &conversations, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    /// The whole row switches the check box, but for the number.
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                     const QModelIndex &index) override;

Q_SIGNALS:
    void conversationWanted(hearth::shared::CalendarId calendar);

private:
    /// Where the number of what is new stands; null without one.
    QRect badgeRect(const QStyleOptionViewItem &option, const QModelIndex &index) const;
    int unread(const QModelIndex &index) const;

    const ThemeSource &m_themes;
    const Conversations &m_conversations;
};

}
