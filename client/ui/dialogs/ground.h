#pragma once

#include <QWidget>

namespace hearth::client::ui {

class ThemeSource;

/// A plain surface of one of the theme's grounds, with a hairline at the sides that are wanted.
class Ground : public QWidget {
    Q_OBJECT

public:
    enum class Tone { Paper, Sheet, Raised };

    Ground(const ThemeSource &themes, Tone tone, Qt::Edges lines = {}, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const ThemeSource &m_themes;
    Tone m_tone;
    Qt::Edges m_lines;
};

}
