#pragma once

#include <QWidget>

namespace hearth::client::ui {

class ThemeSource;

/// What a first start shows: three large choices, the text size, nothing else.
class WelcomePage : public QWidget {
    Q_OBJECT

public:
    explicit WelcomePage(ThemeSource &themes, QWidget *parent = nullptr);

Q_SIGNALS:
    void hostChosen();
    void joinChosen();
    void signInChosen();

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *textSizes();

    ThemeSource &m_themes;
    QWidget *m_first;
};

}
