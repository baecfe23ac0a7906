#include "server/host/certificate.h"
#include "server/host/x509.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QSslCertificate>
#include <QSslKey>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth::server::host;

class TestCertificate final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void makesWhatItSays();
    void keepsWhatItMade();
    void keepsTheKeyWhenTheNamesChange();
    void makesTheCertificateAnewForAnotherKey();
    void namesThisMachine();
    void refusesBrokenFiles_data();
    void refusesBrokenFiles();

private:
    static void write(const QString &name, const QByteArray &content)
    {
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }
};

void TestCertificate::makesWhatItSays()
{
    const QTemporaryDir folder;
    const auto tls = tlsOfOurOwn(folder.filePath(u"tls"_s));
    QVERIFY2(tls.ok(), tls.ok() ? "" : qPrintable(tls.error().message));
    const QSslCertificate certificate = tls->localCertificate();
    QCOMPARE(certificate.publicKey().algorithm(), QSsl::Ec);
    QCOMPARE(certificate.publicKey().length(), 256);
    QVERIFY(certificate.subjectAlternativeNames().values(QSsl::DnsEntry).contains(u"localhost"_s));
    QVERIFY(certificate.subjectAlternativeNames().values(QSsl::IpAddressEntry).contains(u"127.0.0.1"_s));
    QVERIFY(certificate.expiryDate() > QDateTime::currentDateTimeUtc().addYears(9));
    QVERIFY(certificate.effectiveDate() < QDateTime::currentDateTimeUtc());

    const QFile::Permissions others =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QCOMPARE(QFileInfo(folder.filePath(u"tls/key.pem"_s)).permissions() & others, QFile::Permissions());
    QCOMPARE(publicKeyFingerprint(*tls).size(), 64);
    QCOMPARE(publicKeyFingerprint(*tls),
             QCryptographicHash::hash(certificate.publicKey().toDer(), QCryptographicHash::Sha256).toHex());
}

void TestCertificate::keepsWhatItMade()
{
    const QTemporaryDir folder;
    const auto first = tlsOfOurOwn(folder.path());
    const auto second = tlsOfOurOwn(folder.path());
    QVERIFY(first.ok() && second.ok());
    QCOMPARE(second->localCertificate(), first->localCertificate());
}

void TestCertificate::keepsTheKeyWhenTheNamesChange()
{
    const QTemporaryDir folder;
    const QByteArray key = makePrivateKey();
    write(folder.filePath(u"key.pem"_s), key);
    const QByteArray old = makeCertificate(key, {u"DNS:elsewhere.example"_s});
    write(folder.filePath(u"cert.pem"_s), old);
    const auto before = tlsFromFiles(folder.filePath(u"cert.pem"_s), folder.filePath(u"key.pem"_s));
    const auto after = tlsOfOurOwn(folder.path());
    QVERIFY(before.ok() && after.ok());
    QVERIFY(after->localCertificate() != before->localCertificate());
    QCOMPARE(publicKeyFingerprint(*after), publicKeyFingerprint(*before));
}

void TestCertificate::makesTheCertificateAnewForAnotherKey()
{
    const QTemporaryDir folder;
    QVERIFY(tlsOfOurOwn(folder.path()).ok());
    const QByteArray key = makePrivateKey();
    write(folder.filePath(u"key.pem"_s), key);
    const auto tls = tlsOfOurOwn(folder.path());
    QVERIFY(tls.ok());
    QVERIFY(isKeyOf(key, tls->localCertificate().toPem()));
}

void TestCertificate::namesThisMachine()
{
    const QStringList names = ownAlternativeNames();
    QVERIFY(names.contains(u"DNS:localhost"_s));
    QVERIFY(names.contains(u"IP:127.0.0.1"_s));
    for (const QString &name : names)
        QVERIFY2(!name.contains(u'%'), qPrintable(name));
}

void TestCertificate::refusesBrokenFiles_data()
{
    const QByteArray key = makePrivateKey();
    QTest::addColumn<QByteArray>("certificate");
    QTest::addColumn<QByteArray>("key");
    QTest::newRow("empty") << QByteArray() << key;
    QTest::newRow("no certificate") << "hello"_ba << key;
    QTest::newRow("no key") << makeCertificate(key, {u"DNS:localhost"_s}) << "hello"_ba;
    QTest::newRow("another's key") << makeCertificate(key, {u"DNS:localhost"_s}) << makePrivateKey();
}

void TestCertificate::refusesBrokenFiles()
{
    QFETCH(QByteArray, certificate);
    QFETCH(QByteArray, key);
    const QTemporaryDir folder;
    write(folder.filePath(u"c"_s), certificate);
    write(folder.filePath(u"k"_s), key);
    const auto tls = tlsFromFiles(folder.filePath(u"c"_s), folder.filePath(u"k"_s));
    QVERIFY(!tls.ok());
    QVERIFY(tls.error().message.contains(folder.path()));
    QVERIFY(!tlsFromFiles(folder.filePath(u"none"_s), folder.filePath(u"k"_s)).ok());
}

QTEST_GUILESS_MAIN(TestCertificate)
#include "tst_certificate.moc"
