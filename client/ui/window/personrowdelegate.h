#pragma once

#include <QStyledItemDelegate>

namespace hearth::client::ui {

class ThemeSource;

/// A row of the sidebar's people: avatar with presence dot, name, and the presence in words.
class PersonRowDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    PersonRowDelegate(const ThemeSource &themes, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const ThemeSource &m_themes;
};

}
