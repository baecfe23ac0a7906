#include "client/ui/settings/accountdialogs.h"

#include "client/models/accountservice.h"
#include "client/ui/theme/roles.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/formfield.h"
#include "client/ui/widgets/label.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

namespace hearth::client::ui {

namespace {
constexpr int kWidth = 480;
constexpr qsizetype kShortest = 8; ///< of a password
}

AccountDialog::AccountDialog(const ThemeSource &themes, AccountService &account, const QString &title,
                             const QString &action, QWidget *parent)
    : SheetDialog(themes, title, {}, action, parent)
    , m_account(account)
    , m_column(new QVBoxLayout)
{
    const Measures &m = themes.theme().measures();
    m_column->setContentsMargins(m.dialogPad, m.dialogPad, m.dialogPad, m.dialogPad);
    m_column->setSpacing(m.space16);
    body()->addLayout(m_column);
    setMinimumWidth(themes.theme().scaled(kWidth));
}

void AccountDialog::addSentence(const QString &text)
{
    auto *words = new Label(themes(), text, FontRole::Body, Tone::Ink2);
    words->setWordWrap(true);
    m_column->addWidget(words);
}

FormField *AccountDialog::addPassword(const QString &label)
{
    auto *edit = new QLineEdit;
    edit->setEchoMode(QLineEdit::Password);
    return addField(label, edit);
}

FormField *AccountDialog::addText(const QString &label, const QString &placeholder)
{
    auto *edit = new QLineEdit;
    edit->setPlaceholderText(placeholder);
    return addField(label, edit);
}

FormField *AccountDialog::addField(const QString &label, QLineEdit *edit)
{
    auto *field = new FormField(themes(), label, edit);
    m_column->addWidget(field);
    connect(edit, &QLineEdit::textChanged, this, [this, field] {
        field->clearProblem();
        validate();
    });
    return field;
}

QString AccountDialog::textOf(const FormField &field)
{
    return qobject_cast<QLineEdit *>(field.input())->text();
}

void AccountDialog::validate() { actionButton()->setEnabled(isComplete()); }

std::function<void(const shared::Outcome &)> AccountDialog::closing(FormField *field)
{
    setBusy(true, tr("One moment…"));
    return [self = QPointer(this), field](const shared::Outcome &outcome) {
        if (!self)
            return;
        self->setBusy(false);
        if (outcome)
            self->QDialog::accept();
        else
            field->setProblem(outcome.error().message);
    };
}

PasswordDialog::PasswordDialog(const ThemeSource &themes, AccountService &account, QWidget *parent)
    : AccountDialog(themes, account, tr("Change the password"), tr("Change"), parent)
    , m_old(addPassword(tr("Password until now")))
    , m_new(addPassword(tr("New password")))
    , m_again(addPassword(tr("New password once more")))
{
    m_new->setHint(tr("At least 8 characters."));
    addSentence(tr("You are signed out on all other devices."));
    validate();
}

bool PasswordDialog::isComplete() const
{
    return !textOf(*m_old).isEmpty() && textOf(*m_new).toUcs4().size() >= kShortest
        && !textOf(*m_again).isEmpty();
}

void PasswordDialog::accept()
{
    if (textOf(*m_new) != textOf(*m_again))
        return m_again->setProblem(tr("This is another one than above."));
    account().changePassword(textOf(*m_old), textOf(*m_new), closing(m_old));
}

AppPasswordDialog::AppPasswordDialog(const ThemeSource &themes, AccountService &account, QWidget *parent)
    : AccountDialog(themes, account, tr("New app password"), tr("Make it"), parent)
    , m_name(addText(tr("For which app or device?"), tr("My phone")))
{
    addSentence(
        tr("Phones and other calendar programs sign in with it over CalDAV. It opens nothing else, and "
           "can be taken back at any time."));
    validate();
}

bool AppPasswordDialog::isComplete() const { return m_made || !textOf(*m_name).trimmed().isEmpty(); }

void AppPasswordDialog::accept()
{
    if (m_made)
        return QDialog::accept();
    setBusy(true, tr("One moment…"));
    account().createAppPassword(textOf(*m_name).trimmed(),
                                [self = QPointer(this)](const shared::Result<NewAppPassword> &made) {
                                    if (!self)
                                        return;
                                    self->setBusy(false);
                                    if (made)
                                        self->reveal(*made);
                                    else
                                        self->m_name->setProblem(made.error().message);
                                });
}

void AppPasswordDialog::reveal(const NewAppPassword &made)
{
    m_made = true;
    m_name->setEnabled(false);
    FormField *user = addText(tr("Username"), {});
    qobject_cast<QLineEdit *>(user->input())->setText(made.username);
    FormField *secret = addText(tr("App password"), {});
    auto *edit = qobject_cast<QLineEdit *>(secret->input());
    edit->setText(made.password);
    secret->setHint(tr("It is shown this once only. Enter it in the other program now."));
    for (FormField *field : {user, secret})
        qobject_cast<QLineEdit *>(field->input())->setReadOnly(true);
    edit->setFocus();
    edit->selectAll();
    actionButton()->setText(tr("Done"));
    validate();
}

DeleteAccountDialog::DeleteAccountDialog(const ThemeSource &themes, AccountService &account,
                                         const QString &username, QWidget *parent)
    : AccountDialog(themes, account, tr("Delete the account?"), tr("Delete for good"), parent)
    , m_username(username)
{
    addSentence(
        tr("Your account, your calendars that nobody else is in and all your settings are removed. What "
           "you wrote into shared calendars stays, without your name. Nobody can bring this back."));
    m_name = addText(tr("Enter “%1”").arg(username), {});
    m_password = addPassword(tr("Password"));
    setButtonRole(*actionButton(), ButtonRole::Danger);
    actionButton()->setDefault(false);
    validate();
}

bool DeleteAccountDialog::isComplete() const
{
    return textOf(*m_name).trimmed() == m_username && !textOf(*m_password).isEmpty();
}

void DeleteAccountDialog::accept() { account().deleteAccount(textOf(*m_password), closing(m_password)); }

}
