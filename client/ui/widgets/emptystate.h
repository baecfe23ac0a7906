#pragma once

#include <QWidget>

class QPushButton;

namespace hearth::client::ui {

class IconView;
class Label;
class ThemeSource;

/// What stands where nothing is yet: an icon, a title, a sentence, and what to do.
class EmptyState : public QWidget {
    Q_OBJECT
public:
    EmptyState(const ThemeSource &theme, const QString &icon, const QString &title, const QString &sentence,
               QWidget *parent = nullptr);

    void setTexts(const QString &icon, const QString &title, const QString &sentence);
    /// The one button; an empty text takes it away.
    void setAction(const QString &text, const QString &icon = {});

Q_SIGNALS:
    void actionTaken();

private:
    IconView *m_icon;
    Label *m_title;
    Label *m_sentence;
    QPushButton *m_action;
};

}
