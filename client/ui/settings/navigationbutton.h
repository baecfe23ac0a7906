#pragma once

#include <QAbstractButton>

namespace hearth::client::ui {

class ThemeSource;

/// A row of the settings' list of pages: an icon and a name; the one in use is checked.
class NavigationButton : public QAbstractButton {
    Q_OBJECT

public:
    NavigationButton(const ThemeSource &themes, const QString &icon, const QString &name,
                     QWidget *parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const ThemeSource &m_themes;
    QString m_icon;
};

}
