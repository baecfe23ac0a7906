#pragma once

#include <QWidget>

class QVBoxLayout;

namespace hearth::client::ui {

class ThemeSource;

/// A raised box with an edge: what belongs together. Rows are parted by hairlines.
class Card : public QWidget {
    Q_OBJECT
public:
    explicit Card(const ThemeSource &theme, QWidget *parent = nullptr);

    /// Adds a row with the design's margins; hairlines go between rows.
    void addRow(QWidget *row);
    void addRow(QLayout *row);
    enum class Surface {
        Raised,
        Paper, ///< As for a group inside of a sheet.
        Sheet, ///< As for an empty view.
    };
    void setSurface(Surface surface);
    /// For content of one's own.
    QVBoxLayout *content() const { return m_content; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const ThemeSource &m_source;
    QVBoxLayout *m_content;
    QList<QWidget *> m_rows;
    Surface m_surface = Surface::Raised;
};

/// A hairline across.
class Separator : public QWidget {
    Q_OBJECT
public:
    explicit Separator(const ThemeSource &theme, Qt::Orientation orientation = Qt::Horizontal,
                       QWidget *parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const ThemeSource &m_source;
    Qt::Orientation m_orientation;
};

}
