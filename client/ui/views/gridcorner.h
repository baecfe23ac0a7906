#pragma once

#include <QWidget>

namespace hearth::client::ui {

class ThemeSource;

/// What stands above the scroll bar of a time grid, so that the bar is as high as the hours.
class GridCorner : public QWidget {
public:
    GridCorner(const ThemeSource &theme, QWidget *parent);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const ThemeSource &m_theme;
};

}
