#include "client/ui/widgets/label.h"

#include "client/ui/theme/themesource.h"

#include <QEvent>
#include <QFontMetricsF>

#include <cmath>

namespace hearth::client::ui {

QColor toneColour(const Theme &theme, Tone tone)
{
    switch (tone) {
    case Tone::Ink:
        return theme.ink();
    case Tone::Ink2:
        return theme.ink2();
    case Tone::Ink3:
        return theme.ink3();
    case Tone::Ember:
        return theme.emberInk();
    case Tone::Good:
        return theme.goodInk();
    case Tone::Warn:
        return theme.warnInk();
    case Tone::Bad:
        return theme.badInk();
    }
    return theme.ink();
}

Label::Label(const ThemeSource &theme, const QString &text, FontRole role, Tone tone, QWidget *parent)
    : QLabel(text, parent)
    , m_source(theme)
    , m_role(role)
    , m_tone(tone)
{
    setTextFormat(Qt::PlainText);
    alignToLayout();
    applyTheme();
    connect(&theme, &ThemeSource::changed, this, &Label::applyTheme);
}

/// QLabel goes by the direction of its text; in a form it is the layout's side that counts.
void Label::alignToLayout()
{
    constexpr Qt::Alignment kSides = Qt::AlignLeft | Qt::AlignRight | Qt::AlignAbsolute;
    if (alignment() & (Qt::AlignHCenter | Qt::AlignJustify))
        return;
    const Qt::Alignment side = isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft;
    setAlignment((alignment() & ~kSides) | side | Qt::AlignAbsolute);
}

void Label::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange)
        alignToLayout();
}

void Label::setTone(Tone tone)
{
    m_tone = tone;
    applyTheme();
}

void Label::setRole(FontRole role)
{
    m_role = role;
    applyTheme();
}

void Label::applyTheme()
{
    const Theme &theme = m_source.theme();
    setFont(theme.font(m_role));
    QPalette colours;
    colours.setColor(QPalette::WindowText, toneColour(theme, m_tone));
    colours.setColor(QPalette::Link, theme.emberInk());
    setPalette(colours);
}

ElidedLabel::ElidedLabel(const ThemeSource &theme, const QString &text, FontRole role, Tone tone,
                         QWidget *parent)
    : Label(theme, text, role, tone, parent)
    , m_full(text)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAccessibleName(text);
}

void ElidedLabel::setFullText(const QString &text)
{
    m_full = text;
    setAccessibleName(text);
    updateGeometry();
    fit();
}

QSize ElidedLabel::sizeHint() const
{
    const QFontMetricsF metrics(font());
    return {int(std::ceil(metrics.horizontalAdvance(m_full))) + 1, int(std::ceil(metrics.height()))};
}

QSize ElidedLabel::minimumSizeHint() const
{
    const QFontMetricsF metrics(font());
    return {int(std::ceil(metrics.averageCharWidth() * 4)), int(std::ceil(metrics.height()))};
}

void ElidedLabel::resizeEvent(QResizeEvent *event)
{
    Label::resizeEvent(event);
    fit();
}

void ElidedLabel::changeEvent(QEvent *event)
{
    Label::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fit();
}

void ElidedLabel::fit()
{
    const QFontMetricsF metrics(font());
    const bool fits = metrics.horizontalAdvance(m_full) <= width() + 0.5;
    setText(fits ? m_full : metrics.elidedText(m_full, Qt::ElideRight, width()));
    setToolTip(fits ? QString() : m_full);
}

}
