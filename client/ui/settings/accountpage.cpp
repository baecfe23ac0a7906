#include "client/ui/settings/accountpage.h"

#include "client/models/workspace.h"
#include "client/ui/dialogs/confirmdialog.h"
#include "client/ui/settings/accountdialogs.h"
#include "client/ui/theme/roles.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/buttons.h"
#include "client/ui/widgets/card.h"
#include "client/ui/widgets/label.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QPointer>
#include <QShowEvent>
#include <QVBoxLayout>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kNameWidth = 240;

QString dayText(qint64 utcMs)
{
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(utcMs).date(), QLocale::ShortFormat);
}

void clear(QVBoxLayout &list)
{
    while (QLayoutItem *item = list.takeAt(0)) {
        delete item->widget();
        delete item;
    }
}
}

AccountPage::AccountPage(const ThemeSource &themes, Workspace &workspace, QWidget *parent)
    : SettingsPage(themes, tr("Account"), workspace.username(), parent)
    , m_workspace(workspace)
    , m_account(workspace.account())
{
    addProfile();
    m_sessions = addList(tr("Where you are signed in"));
    m_appPasswords = addList(tr("App passwords"));
    auto *make = new QPushButton(tr("New app password…"));
    setControlSize(*make, ControlSize::Normal);
    connect(make, &QPushButton::clicked, this, [this] {
        auto *dialog = new AppPasswordDialog(this->themes(), m_account, window());
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &QDialog::finished, this, &AccountPage::loadAppPasswords);
        dialog->open();
    });
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins({});
    line->addWidget(make);
    line->addStretch();
    addWidget(row);
    addEnd();
}

void AccountPage::addProfile()
{
    Card *card = addGroup({});
    m_name = new QLineEdit;
    m_name->setPlaceholderText(m_workspace.username());
    m_name->setMinimumWidth(themes().theme().scaled(kNameWidth));
    connect(m_name, &QLineEdit::editingFinished, this, &AccountPage::saveName);
    addRow(card, tr("Your name"), tr("As others see it."), m_name);
    auto *change = new QPushButton(tr("Change…"));
    connect(change, &QPushButton::clicked, this, [this] {
        auto *dialog = new PasswordDialog(themes(), m_account, window());
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &QDialog::accepted, this, [this] {
            Q_EMIT said(tr("The password is changed."));
            loadSessions();
        });
        dialog->open();
    });
    addRow(card, tr("Password"), {}, change);
    change->setAccessibleName(tr("Change the password"));
}

QVBoxLayout *AccountPage::addList(const QString &title)
{
    Card *card = addGroup(title);
    auto *list = new QVBoxLayout;
    list->setSpacing(themes().theme().measures().space12);
    card->addRow(list);
    return list;
}

void AccountPage::addEnd()
{
    Card *card = addGroup(tr("Your data"));
    auto *save = new QPushButton(tr("Export…"));
    connect(save, &QPushButton::clicked, this, &AccountPage::exportData);
    addRow(card, tr("All your data in one file"), tr("Calendars, events, messages and settings, as JSON."),
           save);
    auto *end = new DangerButton(tr("Delete…"));
    connect(end, &QPushButton::clicked, this, [this] {
        auto *dialog = new DeleteAccountDialog(themes(), m_account, m_workspace.username(), window());
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    addRow(card, tr("Delete the account"), {}, end);
}

void AccountPage::showEvent(QShowEvent *event)
{
    SettingsPage::showEvent(event);
    if (!event->spontaneous())
        load();
}

/// Shows what was asked for, or says why it is not there.
template <class T> AccountService::Answered<T> AccountPage::shown(void (AccountPage::*display)(const T &))
{
    return [self = QPointer(this), display](const shared::Result<T> &answer) {
        if (!self)
            return;
        if (answer)
            (self->*display)(*answer);
        else
            Q_EMIT self->said(answer.error().message);
    };
}

AccountService::Finished AccountPage::then(void (AccountPage::*next)())
{
    return [self = QPointer(this), next](const shared::Outcome &outcome) {
        if (!self)
            return;
        if (!outcome)
            Q_EMIT self->said(outcome.error().message);
        (self->*next)();
    };
}

void AccountPage::load()
{
    m_account.findProfile([self = QPointer(this)](const shared::Result<Profile> &profile) {
        if (!self || !profile)
            return;
        self->m_savedName = profile->displayName;
        if (!self->m_name->isModified())
            self->m_name->setText(profile->displayName);
    });
    loadSessions();
    loadAppPasswords();
}

void AccountPage::loadSessions() { m_account.listSessions(shown(&AccountPage::showSessions)); }

void AccountPage::loadAppPasswords() { m_account.listAppPasswords(shown(&AccountPage::showAppPasswords)); }

void AccountPage::saveName()
{
    const QString name = m_name->text().trimmed();
    if (!m_name->isModified() || name == m_savedName)
        return;
    m_name->setModified(false);
    m_account.setDisplayName(name, then(&AccountPage::load));
}

void AccountPage::addListRow(QVBoxLayout *list, const QString &name, const QString &hint, QWidget *button)
{
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins({});
    auto *texts = new QVBoxLayout;
    texts->setSpacing(0);
    auto *title = new Label(themes(), name, FontRole::Body);
    title->setWordWrap(true);
    texts->addWidget(title);
    texts->addWidget(new Label(themes(), hint, FontRole::Control, Tone::Ink3));
    line->addLayout(texts, 1);
    if (button)
        line->addWidget(button);
    list->addWidget(row);
}

void AccountPage::showSessions(const QList<DeviceSession> &sessions)
{
    clear(*m_sessions);
    for (const DeviceSession &session : sessions) {
        const QString device = session.device.isEmpty() ? tr("Unknown device") : session.device;
        QPushButton *end = nullptr;
        if (!session.current) {
            end = new FlatButton(tr("Sign out"));
            end->setAccessibleName(tr("Sign out %1").arg(device));
            connect(end, &QPushButton::clicked, this,
                    [this, id = session.id] { m_account.endSession(id, then(&AccountPage::loadSessions)); });
        }
        addListRow(m_sessions, device,
                   session.current ? tr("this app") : tr("last used %1").arg(dayText(session.lastUsedMs)),
                   end);
    }
}

void AccountPage::showAppPasswords(const QList<AppPassword> &passwords)
{
    clear(*m_appPasswords);
    if (passwords.isEmpty())
        m_appPasswords->addWidget(
            new Label(themes(), tr("None. A phone needs one."), FontRole::Control, Tone::Ink3));
    for (const AppPassword &password : passwords) {
        auto *revoke = new FlatButton(tr("Take back"));
        revoke->setAccessibleName(tr("Take back %1").arg(password.name));
        connect(revoke, &QPushButton::clicked, this, [this, password] {
            if (confirm(themes(), tr("Take back “%1”?").arg(password.name),
                        tr("The program that uses it can no longer sign in."), tr("Take back"), window()))
                m_account.revokeAppPassword(password.id, then(&AccountPage::loadAppPasswords));
        });
        addListRow(m_appPasswords, password.name,
                   password.lastUsedMs > 0 ? tr("last used %1").arg(dayText(password.lastUsedMs))
                                           : tr("not used yet"),
                   revoke);
    }
}

void AccountPage::exportData() { m_account.exportData(shown(&AccountPage::keepExport)); }

void AccountPage::keepExport(const QByteArray &document)
{
    keepFile(tr("Keep your data"), u"hearth-%1.json"_s.arg(m_workspace.username()), document);
}

}
