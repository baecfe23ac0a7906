#pragma once

#include <QDialog>

class QStackedWidget;
class QVBoxLayout;

namespace hearth::client {
class Onboarding;
class Preferences;
class Workspace;
}

namespace hearth::client::ui {

class Label;
class SettingsPage;
class ThemeSource;

/// What a person can set. Everything takes effect at once; there is nothing to save.
class SettingsDialog : public QDialog {
    Q_OBJECT

public:
    enum class Page { General, Look, Habits, Reminders, Account, Exchange, Network };

    SettingsDialog(ThemeSource &themes, Preferences &preferences, Onboarding &onboarding,
                   Workspace &workspace, QWidget *parent);
    ~SettingsDialog() override;

    void showPage(Page page);

private:
    void build();
    void rebuild();
    void addPage(QVBoxLayout *list, const QString &icon, const QString &name, SettingsPage *page);

    ThemeSource &m_themes;
    Preferences &m_preferences;
    Onboarding &m_onboarding;
    Workspace &m_workspace;
    QStackedWidget *m_pages = nullptr;
    QWidget *m_content = nullptr;
    Label *m_message = nullptr;
    int m_textSize;
};

}
