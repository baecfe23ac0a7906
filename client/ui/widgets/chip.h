#pragma once

#include <QAbstractButton>
#include <QColor>

namespace hearth::client::ui {

class Theme;
class ThemeSource;

enum class ChipTone { Neutral, Outline, Good, Warn, Bad, Ember };

struct ChipColours {
    QColor fill; ///< Invalid: none.
    QColor edge; ///< Invalid: none.
    QColor text;
};

ChipColours chipColours(const Theme &theme, ChipTone tone);

/// A round tag: an answer, a reminder, a category, a state. With an icon before and a cross behind it if
/// wished.
class Chip : public QAbstractButton {
    Q_OBJECT
public:
    Chip(const ThemeSource &theme, const QString &text, ChipTone tone = ChipTone::Neutral,
         const QString &icon = {}, QWidget *parent = nullptr);

    void setTone(ChipTone tone);
    void setIconName(const QString &icon);
    /// Shows a cross; `what` is its name for a screen reader, such as "Remove 10 minutes before".
    void setRemovable(const QString &what);
    /// A chip says something; one that does something can be clicked and reached by Tab.
    void setClickable(bool clickable);

    QSize sizeHint() const override;

Q_SIGNALS:
    void removeWanted();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QRectF crossRect() const;

    const ThemeSource &m_source;
    ChipTone m_tone;
    QString m_iconName;
    bool m_removable = false;
};

}
