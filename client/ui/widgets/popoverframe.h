#pragma once

#include <QWidget>

class QVBoxLayout;

namespace hearth::client::ui {

class ThemeSource;

/// A popup with a shadow that stands beside what it belongs to. Closes at a click outside and at Esc.
class PopoverFrame : public QWidget {
    Q_OBJECT
public:
    /// `parent` is the window's widget that it belongs to.
    PopoverFrame(const ThemeSource &theme, QWidget *parent);

    /// Where the content goes; its margins are the design's.
    QVBoxLayout *content() const { return m_content; }
    /// The panel's width (without the shadow), in 100 % pixels; kept within the design's limits unless
    /// `free`.
    void setPanelWidth(int width, bool free = false);

    /// Which side of the anchor is tried first; the opposite one and then the others come next.
    enum class Side { Below, Above, After, Before };

    /// Shows it 8 px beside `anchor` (global coordinates), wholly on the screen.
    void popup(const QRect &anchor, Side side);
    /// Beside a widget.
    void popup(const QWidget &anchor, Side side = Side::Below);

    /// The panel in the widget's coordinates.
    QRect panel() const;

Q_SIGNALS:
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QPoint placeFor(const QRect &anchor, Side side, const QRect &screen, const QSize &panel) const;
    void applyMargins();
    void fadeIn();

    const ThemeSource &m_source;
    QVBoxLayout *m_content;
    int m_margin;
};

}
