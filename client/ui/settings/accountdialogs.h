#pragma once

#include "client/ui/dialogs/sheetdialog.h"
#include "shared/base/result.h"

#include <functional>

class QLineEdit;
class QVBoxLayout;

namespace hearth::client {
class AccountService;
struct NewAppPassword;
}

namespace hearth::client::ui {

class FormField;

/// A dialog about the account: some fields, sent with the one action, open until the server has agreed.
class AccountDialog : public SheetDialog {
    Q_OBJECT

public:
    AccountDialog(const ThemeSource &themes, AccountService &account, const QString &title,
                  const QString &action, QWidget *parent);

protected:
    AccountService &account() { return m_account; }
    void addSentence(const QString &text);
    /// What is typed is not shown.
    FormField *addPassword(const QString &label);
    FormField *addText(const QString &label, const QString &placeholder);
    QVBoxLayout *column() { return m_column; }
    static QString textOf(const FormField &field);
    /// Closes where it went well; else `field` says why it did not.
    std::function<void(const shared::Outcome &)> closing(FormField *field);
    /// Whether the action can be taken now.
    virtual bool isComplete() const = 0;
    void validate();

private:
    FormField *addField(const QString &label, QLineEdit *edit);

    AccountService &m_account;
    QVBoxLayout *m_column;
};

/// Another password.
class PasswordDialog final : public AccountDialog {
    Q_OBJECT

public:
    PasswordDialog(const ThemeSource &themes, AccountService &account, QWidget *parent);

protected:
    void accept() override;
    bool isComplete() const override;

private:
    FormField *m_old;
    FormField *m_new;
    FormField *m_again;
};

/// Makes an app password and shows it, once.
class AppPasswordDialog final : public AccountDialog {
    Q_OBJECT

public:
    AppPasswordDialog(const ThemeSource &themes, AccountService &account, QWidget *parent);

protected:
    void accept() override;
    bool isComplete() const override;

private:
    void reveal(const NewAppPassword &made);

    FormField *m_name;
    bool m_made = false;
};

/// The end of the account: with the password, and after a plain warning.
class DeleteAccountDialog final : public AccountDialog {
    Q_OBJECT

public:
    DeleteAccountDialog(const ThemeSource &themes, AccountService &account, const QString &username,
                        QWidget *parent);

protected:
    void accept() override;
    bool isComplete() const override;

private:
    QString m_username;
    FormField *m_name;
    FormField *m_password;
};

}
