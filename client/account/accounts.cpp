#include "client/account/accounts.h"

#include "client/account/filecredentialstore.h"
#include "client/account/session.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

namespace hearth::client {

using namespace Qt::StringLiterals;
using shared::Done;
using shared::Error;
using shared::ErrorCode;
using shared::Outcome;
using shared::Result;

namespace {
QByteArray secretOf(const Tokens &tokens)
{
    return QJsonDocument(QJsonObject{{u"access"_s, tokens.access},
                                     {u"refresh"_s, tokens.refresh},
                                     {u"expires_ms"_s, tokens.expiresMs}})
        .toJson(QJsonDocument::Compact);
}

Result<Tokens> tokensOf(const QByteArray &secret)
{
    const QJsonObject object = QJsonDocument::fromJson(secret).object();
    Tokens tokens{object.value("access"_L1).toString(), object.value("refresh"_L1).toString(),
                  object.value("expires_ms"_L1).toInteger()};
    if (tokens.refresh.isEmpty())
        return Error{ErrorCode::NotFound, u"There is no such secret."_s};
    return tokens;
}

QJsonObject toJson(const Account &account)
{
    return {{u"id"_s, account.id},
            {u"server"_s, account.server.url().toString()},
            {u"fingerprint"_s, account.server.fingerprint()},
            {u"username"_s, account.username},
            {u"secrets_in_file"_s, account.secretsInFile}};
}

std::optional<Account> accountFromJson(const QJsonObject &json)
{
    const auto server =
        ServerAddress::parse(json.value("server"_L1).toString(), json.value("fingerprint"_L1).toString());
    const QString id = json.value("id"_L1).toString();
    if (!server || QUuid::fromString(id).isNull())
        return std::nullopt;
    return Account{id, *server, json.value("username"_L1).toString(),
                   json.value("secrets_in_file"_L1).toBool()};
}
}

Accounts::Accounts(QString folder, std::unique_ptr<CredentialStore> keychain, QObject *parent)
    : QObject(parent)
    , m_folder(std::move(folder))
    , m_keychain(std::move(keychain))
    , m_file(std::make_unique<FileCredentialStore>(m_folder))
{
    load();
}

Accounts::~Accounts() = default;

std::optional<Account> Accounts::current() const
{
    return m_accounts.isEmpty() ? std::nullopt : std::optional(m_accounts.first());
}

void Accounts::useFile(bool use)
{
    m_useFile = use;
    for (Account &account : m_accounts) {
        if (!m_open.contains(account.id) || account.secretsInFile == use)
            continue;
        account.secretsInFile = use;
        keep(account.id, m_open.value(account.id));
    }
    if (const Outcome saved = save(); !saved)
        Q_EMIT secretsNotKept(saved.error().message);
}

void Accounts::add(const SignedIn &signedIn, Opened opened)
{
    Account account{QUuid::createUuid().toString(QUuid::WithoutBraces), signedIn.server, signedIn.username,
                    m_useFile};
    for (const Account &known : std::as_const(m_accounts))
        if (known.server.url() == account.server.url() && known.username == account.username)
            account.id = known.id; // the replica goes on
    m_accounts.removeIf([&account](const Account &known) { return known.id == account.id; });
    m_accounts.prepend(account);
    if (const Outcome saved = save(); !saved)
        return opened(saved.error());
    Session *session = makeSession(account, signedIn.tokens);
    keep(account.id, signedIn.tokens);
    opened(session);
}

void Accounts::open(const Account &account, Opened opened)
{
    storeOf(account).read(account.id, this, [this, account, opened](const Result<QByteArray> &secret) {
        if (!secret)
            return opened(secret.error());
        const auto tokens = tokensOf(*secret);
        if (!tokens)
            return opened(tokens.error());
        opened(makeSession(account, *tokens));
    });
}

void Accounts::forget(const Account &account, std::function<void(const Outcome &)> finished)
{
    m_accounts.removeIf([&account](const Account &known) { return known.id == account.id; });
    m_open.remove(account.id);
    const Outcome saved = save();
    const bool gone = QDir(QFileInfo(replicaFile(account)).absolutePath()).removeRecursively();
    storeOf(account).remove(account.id, this, [saved, gone, finished](const Outcome &removed) {
        if (!saved || !removed)
            return finished(!saved ? saved : removed);
        if (!gone)
            return finished(
                Error{ErrorCode::Unavailable, tr("What was kept of the calendars can't be deleted.")});
        finished(Done{});
    });
}

CredentialStore &Accounts::storeOf(const Account &account)
{
    return account.secretsInFile ? *m_file : *m_keychain;
}

const Account *Accounts::find(const QString &id) const
{
    const auto found = std::find_if(m_accounts.begin(), m_accounts.end(),
                                    [&id](const Account &account) { return account.id == id; });
    return found == m_accounts.end() ? nullptr : &*found;
}

void Accounts::keep(const QString &id, const Tokens &tokens)
{
    const Account *account = find(id);
    if (!account)
        return; // forgotten meanwhile
    m_open.insert(id, tokens);
    storeOf(*account).write(id, secretOf(tokens), this, [this](const Outcome &written) {
        if (!written)
            Q_EMIT secretsNotKept(tr("%1 You stay signed in until Hearth ends. To stay signed in for longer, "
                                     "let Hearth keep the key in an encrypted file.")
                                      .arg(written.error().message));
    });
}

Session *Accounts::makeSession(const Account &account, const Tokens &tokens)
{
    m_open.insert(account.id, tokens);
    SyncConfig config;
    config.server = account.server;
    config.tokens = tokens;
    config.username = account.username;
    config.replicaFile = replicaFile(account);
    auto *session = new Session(config, this);
    connect(session, &Session::tokensChanged, this,
            [this, id = account.id](const Tokens &fresh) { keep(id, fresh); });
    return session;
}

QString Accounts::replicaFile(const Account &account) const
{
    return u"%1/%2/replica.db"_s.arg(m_folder, account.id);
}

void Accounts::load()
{
    QFile file(m_folder + u"/accounts.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        return;
    const QJsonArray array = QJsonDocument::fromJson(file.readAll()).object().value("accounts"_L1).toArray();
    for (const QJsonValue &item : array)
        if (const auto account = accountFromJson(item.toObject()))
            m_accounts.append(*account);
}

Outcome Accounts::save() const
{
    QJsonArray array;
    for (const Account &account : m_accounts)
        array.append(toJson(account));
    QSaveFile file(m_folder + u"/accounts.json"_s);
    const QByteArray json = QJsonDocument(QJsonObject{{u"accounts"_s, array}}).toJson();
    if (!QDir().mkpath(m_folder) || !file.open(QIODevice::WriteOnly) || file.write(json) != json.size()
        || !file.commit())
        return Error{ErrorCode::Unavailable, tr("The folder %1 can't be written.").arg(m_folder)};
    return Done{};
}

}
