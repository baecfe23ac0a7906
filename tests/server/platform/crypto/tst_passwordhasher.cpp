#include "server/platform/passwordhasher.h"

#include <QTest>

using namespace Qt::StringLiterals;
using hearth::server::PasswordHasher;

class TestPasswordHasher : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void verifies_data()
    {
        QTest::addColumn<QString>("password");
        QTest::addColumn<QString>("given");
        QTest::addColumn<bool>("right");
        QTest::newRow("same") << u"correct horse"_s << u"correct horse"_s << true;
        QTest::newRow("other case") << u"correct horse"_s << u"Correct horse"_s << false;
        QTest::newRow("prefix") << u"correct horse"_s << u"correct"_s << false;
        QTest::newRow("composed and decomposed") << u"caf\u00e9 au lait"_s << u"cafe\u0301 au lait"_s << true;
        QTest::newRow("1,024 characters beyond the BMP")
            << u"\U0001F382"_s.repeated(1024) << u"\U0001F382"_s.repeated(1024) << true;
        QTest::newRow("NUL inside") << QString(u"abcd\0efgh"_s) << u"abcd"_s << false;
    }
    void verifies()
    {
        QFETCH(QString, password);
        QFETCH(QString, given);
        const PasswordHasher hasher(PasswordHasher::leastCost());
        QTEST(hasher.verify(hasher.hash(password), given), "right");
    }

    void theDefaultIsOwasps()
    {
        const QByteArray hash = PasswordHasher(PasswordHasher::Cost{}).hash(u"correct horse"_s);
        QVERIFY2(hash.startsWith("$argon2id$v=19$m=19456,t=2,p=1$"), hash.constData());
        QVERIFY(hash != PasswordHasher(PasswordHasher::Cost{}).hash(u"correct horse"_s));
    }

    void asksForANewHashAfterAChangeOfCost()
    {
        const PasswordHasher cheap(PasswordHasher::leastCost());
        const PasswordHasher dearer(PasswordHasher::Cost{2, 16384});
        const QByteArray hash = cheap.hash(u"correct horse"_s);
        QVERIFY(!cheap.needsRehash(hash));
        QVERIFY(dearer.needsRehash(hash));
        QVERIFY(dearer.verify(hash, u"correct horse"_s));
    }

    void theDecoyIsAHashOfTheSameCost()
    {
        const PasswordHasher hasher(PasswordHasher::leastCost());
        QVERIFY(!hasher.needsRehash(hasher.decoy()));
        QVERIFY(!hasher.verify(hasher.decoy(), u"correct horse"_s));
        QCOMPARE(hasher.decoy().size(), hasher.hash(u"correct horse"_s).size());
    }

    void aFingerprintIsItsPasswordsAndSalts()
    {
        const PasswordHasher hasher(PasswordHasher::leastCost());
        const QByteArray print = hasher.fingerprint(u"correct horse"_s, "salt");
        QCOMPARE(print.size(), 32);
        QCOMPARE(hasher.fingerprint(u"correct horse"_s, "salt"), print);
        QVERIFY(hasher.fingerprint(u"correct horse"_s, "other") != print);
        QVERIFY(hasher.fingerprint(u"Correct horse"_s, "salt") != print);
    }

    void whatIsNoHashIsWrong()
    {
        const PasswordHasher hasher(PasswordHasher::leastCost());
        for (const char *text : {"", "$argon2id$", "plain", "$2b$12$abcdefghijklmnopqrstuv"})
            QVERIFY(!hasher.verify(text, u"correct horse"_s));
    }
};

QTEST_GUILESS_MAIN(TestPasswordHasher)
#include "tst_passwordhasher.moc"
