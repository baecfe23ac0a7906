#pragma once

#include "client/ui/widgets/label.h"

#include <QWidget>

namespace hearth::client::ui {

/// An icon of the resources as a widget; decoration only, the words beside it say what it means.
class IconView : public QWidget {
    Q_OBJECT
public:
    /// `size` in pixels at 100 % text size.
    IconView(const ThemeSource &theme, const QString &name, int size, Tone tone = Tone::Ink2,
             QWidget *parent = nullptr);

    void setIcon(const QString &name);
    void setTone(Tone tone);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const ThemeSource &m_source;
    QString m_name;
    int m_size;
    Tone m_tone;
};

/// Hearth's mark, the arch with the flame.
class MarkView : public QWidget {
    Q_OBJECT
public:
    MarkView(const ThemeSource &theme, int size, QWidget *parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const ThemeSource &m_source;
    int m_size;
};

}
