#include "client/account/accounts.h"
#include "client/account/filecredentialstore.h"
#include "client/account/memorycredentialstore.h"
#include "client/account/session.h"
#include "tests/client/sync/fakeserver.h"

#include <QFileInfo>
#include <QPointer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace hearth::client;
using namespace hearth::shared;
using namespace hearth::tests;
using namespace Qt::StringLiterals;

namespace {
/// A system without a keychain.
class NoKeychain final : public CredentialStore {
public:
    void read(const QString &, QObject *context, Read finished) override { fail(context, finished); }
    void write(const QString &, const QByteArray &, QObject *context, Finished finished) override
    {
        fail(context, finished);
    }
    void remove(const QString &, QObject *context, Finished finished) override { fail(context, finished); }

private:
    template <class Function> void fail(QObject *context, Function finished)
    {
        QMetaObject::invokeMethod(
            context,
            [finished] {
                finished(Error{ErrorCode::Unavailable, u"No keychain answers."_s});
            },
            Qt::QueuedConnection);
    }
};
}

class TestCredentials : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void fileKeepsSecrets();
    void fileIsForThePersonAlone();
    void aDamagedFileIsAnError();
    void accountsComeBack();
    void withoutAKeychainThereIsAChoice();
    void forgettingLeavesNothing();

private:
    Result<QByteArray> read(CredentialStore &store, const QString &name)
    {
        std::optional<Result<QByteArray>> result;
        store.read(name, this, [&](const Result<QByteArray> &each) { result = each; });
        while (!result)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        return *result;
    }
    Outcome write(CredentialStore &store, const QString &name, const QByteArray &secret)
    {
        std::optional<Outcome> result;
        store.write(name, secret, this, [&](const Outcome &each) { result = each; });
        while (!result)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        return *result;
    }
    SignedIn signedIn() { return {m_server.address(), u"ana"_s, m_server.tokensFor(u"ana"_s)}; }

    std::unique_ptr<QTemporaryDir> m_folder;
    FakeServer m_server;
};

void TestCredentials::fileKeepsSecrets()
{
    {
        FileCredentialStore store(m_folder->path());
        QVERIFY(write(store, u"a"_s, "secret one").ok());
        QVERIFY(write(store, u"b"_s, QByteArray(5000, '\0')).ok());
        QVERIFY(write(store, u"a"_s, "secret two").ok());
    }
    FileCredentialStore store(m_folder->path());
    QCOMPARE(*read(store, u"a"_s), "secret two"_ba);
    QCOMPARE(read(store, u"c"_s).error().code, ErrorCode::NotFound);
    std::optional<Outcome> removed;
    store.remove(u"a"_s, this, [&](const Outcome &each) { removed = each; });
    QTRY_VERIFY(removed && removed->ok());
    QCOMPARE(read(store, u"a"_s).error().code, ErrorCode::NotFound);
    QCOMPARE(read(store, u"b"_s)->size(), 5000);
}

void TestCredentials::fileIsForThePersonAlone()
{
    FileCredentialStore store(m_folder->path());
    QVERIFY(write(store, u"a"_s, "secret one").ok());
    const auto others = QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther;
    for (const QString &name : {u"credentials"_s, u"credentials.key"_s}) {
        QFile file(m_folder->filePath(name));
        QVERIFY(!(file.permissions() & others));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("secret"));
    }
}

void TestCredentials::aDamagedFileIsAnError()
{
    FileCredentialStore store(m_folder->path());
    QVERIFY(write(store, u"a"_s, "secret one").ok());
    QFile file(m_folder->filePath(u"credentials"_s));
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.seek(30);
    file.putChar('x');
    file.close();
    QCOMPARE(read(store, u"a"_s).error().code, ErrorCode::Unavailable);
    QVERIFY(!write(store, u"b"_s, "other").ok());
}

void TestCredentials::accountsComeBack()
{
    auto keychain = std::make_unique<FileCredentialStore>(m_folder->filePath(u"keychain"_s));
    const SignedIn who = signedIn();
    {
        Accounts accounts(m_folder->path(), std::move(keychain));
        QVERIFY(!accounts.current());
        QPointer<Session> session;
        accounts.add(who, [&](const Result<Session *> &each) { session = each.ok() ? *each : nullptr; });
        QTRY_VERIFY(session);
        QTRY_VERIFY(QFileInfo::exists(m_folder->filePath(u"keychain/credentials"_s)));
    }
    Accounts accounts(m_folder->path(),
                      std::make_unique<FileCredentialStore>(m_folder->filePath(u"keychain"_s)));
    QVERIFY(accounts.current());
    QCOMPARE(accounts.current()->username, u"ana"_s);
    QCOMPARE(accounts.current()->server, who.server);
    QPointer<Session> session;
    accounts.open(*accounts.current(),
                  [&](const Result<Session *> &each) { session = each.ok() ? *each : nullptr; });
    QTRY_VERIFY(session);
    QTRY_COMPARE(session->connection().kind, ConnectionState::Kind::Live);
}

void TestCredentials::withoutAKeychainThereIsAChoice()
{
    Accounts accounts(m_folder->path(), std::make_unique<NoKeychain>());
    QSignalSpy notKept(&accounts, &Accounts::secretsNotKept);
    QPointer<Session> session;
    const auto opened = [&](const Result<Session *> &each) { session = each.ok() ? *each : nullptr; };
    accounts.add(signedIn(), opened);
    QVERIFY(session);
    QTRY_COMPARE(notKept.size(), 1);
    QVERIFY(notKept.first().first().toString().contains(u"encrypted file"_s));
    accounts.useFile(true);
    QTRY_VERIFY(QFileInfo::exists(m_folder->filePath(u"credentials"_s)));
    QVERIFY(accounts.current()->secretsInFile);
    delete session;
    Accounts again(m_folder->path(), std::make_unique<NoKeychain>());
    again.open(*again.current(), opened);
    QTRY_VERIFY(session);
}

void TestCredentials::forgettingLeavesNothing()
{
    Accounts accounts(m_folder->path(), std::make_unique<MemoryCredentialStore>());
    QPointer<Session> session;
    accounts.add(signedIn(), [&](const Result<Session *> &each) { session = each.ok() ? *each : nullptr; });
    const Account account = *accounts.current();
    QTRY_COMPARE(session->connection().kind, ConnectionState::Kind::Live);
    QVERIFY(QFileInfo::exists(m_folder->filePath(account.id + u"/replica.db"_s)));
    delete session;
    std::optional<Outcome> forgotten;
    accounts.forget(account, [&](const Outcome &each) { forgotten = each; });
    QTRY_VERIFY(forgotten && forgotten->ok());
    QVERIFY(!accounts.current());
    QVERIFY(!QFileInfo::exists(m_folder->filePath(account.id)));
}

QTEST_GUILESS_MAIN(TestCredentials)
#include "tst_credentials.moc"
