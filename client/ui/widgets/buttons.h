#pragma once

#include <QCheckBox>
#include <QPushButton>
#include <QToolButton>

namespace hearth::client::ui {

class ThemeSource;

/// A button that shows only an icon; `name` is its tool tip and what a screen reader says.
class IconButton : public QToolButton {
    Q_OBJECT
public:
    IconButton(const ThemeSource &theme, const QString &icon, const QString &name, QWidget *parent = nullptr);

    void setIconName(const QString &icon);
    /// Changes tool tip and accessible name; `shortcut` is added to the tool tip.
    void setName(const QString &name, const QString &shortcut = {});
    /// An ember dot at the corner: something new is behind this button.
    void setDot(bool dot);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const ThemeSource &m_source;
    bool m_dot = false;
};

/// Push buttons with their role given.
class PrimaryButton : public QPushButton {
    Q_OBJECT
public:
    explicit PrimaryButton(const QString &text, QWidget *parent = nullptr);
    PrimaryButton(const QString &icon, const QString &text, QWidget *parent = nullptr);
};

class FlatButton : public QPushButton {
    Q_OBJECT
public:
    explicit FlatButton(const QString &text, QWidget *parent = nullptr);
};

class DangerButton : public QPushButton {
    Q_OBJECT
public:
    explicit DangerButton(const QString &text, QWidget *parent = nullptr);
};

class LinkButton : public QPushButton {
    Q_OBJECT
public:
    explicit LinkButton(const QString &text, QWidget *parent = nullptr);
};

/// A check box that looks like a switch, for what takes effect at once.
class Switch : public QCheckBox {
    Q_OBJECT
public:
    explicit Switch(const QString &text, QWidget *parent = nullptr);
};

}
