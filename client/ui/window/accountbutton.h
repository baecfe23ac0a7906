#pragma once

#include <QAbstractButton>

namespace hearth::client::ui {

class ThemeSource;

/// Whose window it is, with a chevron for the menu behind it.
class AccountButton : public QAbstractButton {
    Q_OBJECT

public:
    AccountButton(const ThemeSource &themes, const QString &name, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const ThemeSource &m_themes;
};

}
