#pragma once

#include "client/models/accountservice.h"
#include "client/ui/settings/settingspage.h"

class QLineEdit;
class QVBoxLayout;

namespace hearth::client {
class Workspace;
}

namespace hearth::client::ui {

/// One's name, password, devices and app passwords; the export of one's data and the account's end.
class AccountPage : public SettingsPage {
    Q_OBJECT

public:
    AccountPage(const ThemeSource &themes, Workspace &workspace, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void addProfile();
    void addEnd();
    QVBoxLayout *addList(const QString &title);
    void load();
    void loadSessions();
    void loadAppPasswords();
    void showSessions(const QList<DeviceSession> &sessions);
    void showAppPasswords(const QList<AppPassword> &passwords);
    void addListRow(QVBoxLayout *list, const QString &name, const QString &hint, QWidget *button);
    void saveName();
    void exportData();
    void keepExport(const QByteArray &document);

    template <class T> AccountService::Answered<T> shown(void (AccountPage::*display)(const T &));
    AccountService::Finished then(void (AccountPage::*next)());

    Workspace &m_workspace;
    AccountService &m_account;
    QLineEdit *m_name = nullptr;
    QString m_savedName;
    QVBoxLayout *m_sessions = nullptr;
    QVBoxLayout *m_appPasswords = nullptr;
};

}
