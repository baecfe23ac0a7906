#pragma once

#include <QStyledItemDelegate>

namespace hearth::client::ui {

class ThemeSource;

/// A row of the search's results: the calendar's colour, the title, and below it when and where.
class SearchRowDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    enum Role {
        IdRole = Qt::UserRole, ///< QUuid
        DetailRole, ///< the second line
        ColourRole, ///< name of the palette
    };

    SearchRowDelegate(const ThemeSource &themes, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const ThemeSource &m_themes;
};

}
