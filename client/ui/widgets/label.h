#pragma once

#include "client/ui/theme/theme.h"

#include <QLabel>

namespace hearth::client::ui {

class ThemeSource;

/// The colour of a text.
enum class Tone { Ink, Ink2, Ink3, Ember, Good, Warn, Bad };

QColor toneColour(const Theme &theme, Tone tone);

/// A label in one of the theme's fonts and colours that follows the theme. Plain text unless told.
class Label : public QLabel {
    Q_OBJECT
public:
    Label(const ThemeSource &theme, const QString &text, FontRole role, Tone tone = Tone::Ink,
          QWidget *parent = nullptr);

    void setTone(Tone tone);
    void setRole(FontRole role);

protected:
    void changeEvent(QEvent *event) override;
    void applyTheme();
    const ThemeSource &source() const { return m_source; }

private:
    void alignToLayout();

    const ThemeSource &m_source;
    FontRole m_role;
    Tone m_tone;
};

/// A label in one line that is cut at its end, and then tells the whole in its tool tip.
class ElidedLabel : public Label {
    Q_OBJECT
public:
    ElidedLabel(const ThemeSource &theme, const QString &text, FontRole role, Tone tone = Tone::Ink,
                QWidget *parent = nullptr);

    /// The whole text, whether it fits or not.
    void setFullText(const QString &text);
    QString fullText() const { return m_full; }

    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void fit();

    QString m_full;
};

}
