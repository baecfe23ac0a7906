#pragma once

#include "client/ui/theme/theme.h"

#include <QDBusVariant>
#include <QObject>

namespace hearth::client::ui {

/// Which theme the person wants.
enum class ThemeChoice { System, Light, Dark };

/// Holds the current Theme, follows the system while nothing else is chosen, and says once when it changed.
class ThemeSource : public QObject {
    Q_OBJECT
public:
    /// Uses the palette's lightness at once and asks the portal for the colour scheme without waiting.
    explicit ThemeSource(QObject *parent = nullptr);
    ~ThemeSource() override;

    const Theme &theme() const { return m_theme; }

    ThemeChoice choice() const { return m_choice; }
    void setChoice(ThemeChoice choice);
    void setAccent(std::optional<QColor> accent);
    /// Percent: 100, 115, 130 or 150.
    void setTextSize(int percent);
    void setReducedMotion(bool reduced);
    /// Sets all at once, with one changed().
    void set(ThemeChoice choice, std::optional<QColor> accent, int textSize, bool reducedMotion);

Q_SIGNALS:
    /// theme() is another one now.
    void changed();

private:
    void followPortal();
    void setSystemMode(ThemeMode mode);
    void update();

private Q_SLOTS:
    void portalChanged(const QString &space, const QString &key, const QDBusVariant &value);

private:
    ThemeMode m_systemMode = ThemeMode::Light;
    ThemeChoice m_choice = ThemeChoice::System;
    ThemeOptions m_options;
    Theme m_theme;
};

}
