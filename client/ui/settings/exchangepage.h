#pragma once

#include "client/ui/settings/settingspage.h"

#include <functional>

class QComboBox;

namespace hearth::client {
class Workspace;
}

namespace hearth::client::ui {

/// Calendars from files and into files.
class ExchangePage : public SettingsPage {
    Q_OBJECT

public:
    ExchangePage(const ThemeSource &themes, Workspace &workspace, QWidget *parent = nullptr);

private:
    void chooseFile();
    void exportCalendar();

    Workspace &m_workspace;
    QComboBox *m_calendar = nullptr;
};

/// Reads the file and shows what importing it would do. `said` hears what came of it: a sentence.
void openImport(const ThemeSource &themes, Workspace &workspace, const QString &fileName, QWidget *parent,
                const std::function<void(const QString &)> &said);

}
