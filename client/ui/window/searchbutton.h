#pragma once

#include <QPushButton>

namespace hearth::client::ui {

class ThemeSource;

/// Looks like a field, opens the search: sign, word, and the key that does the same.
class SearchButton : public QPushButton {
    Q_OBJECT

public:
    explicit SearchButton(const ThemeSource &themes, QWidget *parent = nullptr);

    QSize sizeHint() const override;

private:
    const ThemeSource &m_themes;
};

}
