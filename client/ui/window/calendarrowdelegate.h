#pragma once

#include <QStyledItemDelegate>

namespace hearth::client::ui {

class ThemeSource;

/// A row of the sidebar's calendars: a check box in the calendar's colour, its name, a lock where one may
/// only read.
class CalendarRowDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    CalendarRowDelegate(const ThemeSource &themes, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    /// The whole row switches the check box.
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                     const QModelIndex &index) override;

private:
    const ThemeSource &m_themes;
};

}
