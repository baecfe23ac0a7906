#include "server/platform/accesstoken.h"
#include "server/platform/jws.h"

#include <QJsonArray>
#include <QMessageAuthenticationCode>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth::server;
using namespace hearth::shared;

namespace {
constexpr auto kUrl = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

QByteArray fromUrl(const char *text) { return QByteArray::fromBase64(text, QByteArray::Base64UrlEncoding); }

// RFC 8037, appendix A.1
SigningKey rfcKey() { return signingKeyFromSeed(fromUrl("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A")); }

PublicKeys rfcKeys() { return {{rfcKey().kid, rfcKey().publicKey}}; }

QByteArray ourHeader()
{
    return "{\"alg\":\"EdDSA\",\"kid\":\"" + rfcKey().kid.toLatin1() + "\",\"typ\":\"JWT\"}";
}

QByteArray signedWith(const QByteArray &header, const QByteArray &payload = "{\"sub\":\"a\"}")
{
    return signCompact(header, payload, rfcKey().secretKey);
}

QByteArray hs256WithPublicKey(const QByteArray &header)
{
    const QByteArray input = header.toBase64(kUrl) + '.' + QByteArray("{\"sub\":\"a\"}").toBase64(kUrl);
    return input + '.'
        + QMessageAuthenticationCode::hash(input, rfcKey().publicKey, QCryptographicHash::Sha256)
              .toBase64(kUrl);
}

QByteArray changed(QByteArray token, qsizetype at)
{
    token[at] = token.at(at) == 'A' ? 'B' : 'A';
    return token;
}

// The last character of 64 bytes in base64 carries 2 bits; the other 4 must be zero.
QByteArray withLooseBits(QByteArray token)
{
    static const QByteArray alphabet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
    token.back() = alphabet.at(alphabet.indexOf(token.back()) + 1);
    return token;
}

QJsonObject goodClaims()
{
    return toClaims(
        {UserId{QUuid::createUuid()}, SessionId{QUuid::createUuid()}, u"anna"_s, 1'000'000, 1'900'000}, {});
}
}

class TestJws : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isRfc8037()
    {
        QCOMPARE(rfcKey().publicKey, fromUrl("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"));
        QCOMPARE(rfcKey().kid, u"kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"_s); // A.3
        QCOMPARE(signCompact("{\"alg\":\"EdDSA\"}", "Example of Ed25519 signing", rfcKey().secretKey), // A.4
                 "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-"
                 "09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"_ba);
    }

    // Made by the npm package jose with the key of RFC 8037.
    void takesAnotherLibrarysToken()
    {
        const auto claims = verifyToken("eyJhbGciOiJFZERTQSIsImtpZCI6ImtQcktfcW14VldhWVZBOXd3QkY2SXVvM3ZWeno3"
                                        "VHhIQ1R3WEJ5Z3JTNGsiLCJ0eXAiOi"
                                        "JKV1QifQ.eyJzdWIiOiJqb3NlIiwiZXhwIjo0MTAyNDQ0ODAwfQ."
                                        "33hsDL3R4D2Ez5dXGIo_dC2KHpx8Hpgc5aX7N5gmtmJ3EUqG"
                                        "9BxYTtXkNkV0kXuDgCbDZk09rKU172Ol7Pt-CQ",
                                        rfcKeys());
        QVERIFY(claims.ok());
        QCOMPARE(claims->value("sub"_L1).toString(), u"jose"_s);
    }

    void comesBack()
    {
        const SigningKey key = newSigningKey();
        const QJsonObject claims{{u"sub"_s, u"Zoë \U0001F382"_s}, {u"exp"_s, qint64{4102444800}}};
        const auto verified = verifyToken(signToken(claims, key), {{key.kid, key.publicKey}});
        QVERIFY(verified.ok());
        QCOMPARE(*verified, claims);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("token");
        const QByteArray good = signedWith(ourHeader());
        const QByteArray kid = rfcKey().kid.toLatin1();
        const auto header = [&kid](const QByteArray &members) {
            return signedWith("{" + members + ",\"kid\":\"" + kid + "\"}");
        };
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("dots") << "..."_ba;
        QTest::newRow("four parts") << good + ".x";
        QTest::newRow("two parts") << good.left(good.lastIndexOf('.'));
        QTest::newRow("no signature") << good.left(good.lastIndexOf('.') + 1);
        QTest::newRow("padding") << good + "==";
        QTest::newRow("loose bits") << withLooseBits(good);
        QTest::newRow("white space") << good + "\n";
        QTest::newRow("changed header") << changed(good, 4);
        QTest::newRow("changed payload") << changed(good, good.indexOf('.') + 4);
        QTest::newRow("changed signature") << changed(good, good.lastIndexOf('.') + 4);
        QTest::newRow("alg none") << header("\"alg\":\"none\",\"typ\":\"JWT\"");
        QTest::newRow("alg none, unsigned")
            << QByteArray("{\"alg\":\"none\",\"typ\":\"JWT\",\"kid\":\"" + kid + "\"}").toBase64(kUrl) + '.'
                + QByteArray("{}").toBase64(kUrl) + '.';
        QTest::newRow("alg HS256, keyed with the public key")
            << hs256WithPublicKey("{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"" + kid + "\"}");
        QTest::newRow("HMAC under alg EdDSA") << hs256WithPublicKey(ourHeader());
        QTest::newRow("alg in lower case") << header("\"alg\":\"eddsa\",\"typ\":\"JWT\"");
        QTest::newRow("alg Ed25519") << header("\"alg\":\"Ed25519\",\"typ\":\"JWT\"");
        QTest::newRow("no typ") << header("\"alg\":\"EdDSA\"");
        QTest::newRow("another typ") << header("\"alg\":\"EdDSA\",\"typ\":\"at+jwt\"");
        QTest::newRow("crit") << header("\"alg\":\"EdDSA\",\"typ\":\"JWT\",\"crit\":[\"exp\"]");
        QTest::newRow("jwk") << header("\"alg\":\"EdDSA\",\"typ\":\"JWT\",\"jwk\":{\"kty\":\"OKP\"}");
        QTest::newRow("b64") << header("\"alg\":\"EdDSA\",\"typ\":\"JWT\",\"b64\":false");
        QTest::newRow("alg twice") << header("\"alg\":\"none\",\"alg\":\"EdDSA\",\"typ\":\"JWT\"");
        QTest::newRow("header no object") << signedWith("[1]");
        QTest::newRow("kid no string") << signedWith("{\"alg\":\"EdDSA\",\"typ\":\"JWT\",\"kid\":1}");
        QTest::newRow("payload no object") << signedWith(ourHeader(), "\"text\"");
        QTest::newRow("member twice") << signedWith(ourHeader(), "{\"sub\":\"a\",\"sub\":\"b\"}");
        QTest::newRow("too long") << signedWith(ourHeader(), "{\"a\":\"" + QByteArray(4000, 'x') + "\"}");
        QTest::newRow("signed by another")
            << signCompact(ourHeader(), "{\"sub\":\"a\"}", newSigningKey().secretKey);
    }
    void refuses()
    {
        QFETCH(QByteArray, token);
        const auto claims = verifyToken(token, rfcKeys());
        QVERIFY(!claims.ok());
        QCOMPARE(claims.error().code, ErrorCode::Unauthenticated);
        QVERIFY(claims.error().reason.isEmpty());
    }

    void namesAnUnknownKey()
    {
        const auto claims = verifyToken(signedWith(ourHeader()), {});
        QCOMPARE(claims.error().reason, u"unknown_key"_s);
        QVERIFY(verifyToken(signedWith(ourHeader()), rfcKeys()).ok());
    }

    void readsClaims()
    {
        const auto token = accessTokenFromClaims(goodClaims(), {}, 1'500'000);
        QVERIFY(token.ok());
        QCOMPARE(token->username, u"anna"_s);
        QCOMPARE(token->issuedMs, 1'000'000);
        QCOMPARE(token->expiresMs, 1'900'000);
    }

    void refusesClaims_data()
    {
        QTest::addColumn<QString>("member");
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("issuer") << u"iss"_s << QJsonValue(u"other"_s);
        QTest::newRow("audience") << u"aud"_s << QJsonValue(u"other"_s);
        QTest::newRow("audience as a list") << u"aud"_s << QJsonValue(QJsonArray{u"hearth"_s});
        QTest::newRow("subject") << u"sub"_s << QJsonValue(u"anna"_s);
        QTest::newRow("session") << u"sid"_s << QJsonValue();
        QTest::newRow("username") << u"username"_s << QJsonValue(1);
        QTest::newRow("no end") << u"exp"_s << QJsonValue();
        QTest::newRow("end as text") << u"exp"_s << QJsonValue(u"1900"_s);
        QTest::newRow("end without an end") << u"exp"_s << QJsonValue(1e300);
        QTest::newRow("end before the beginning") << u"exp"_s << QJsonValue(999);
        QTest::newRow("from the future") << u"iat"_s << QJsonValue(1561);
    }
    void refusesClaims()
    {
        QFETCH(QString, member);
        QFETCH(QJsonValue, value);
        QJsonObject claims = goodClaims();
        claims.insert(member, value);
        const auto token = accessTokenFromClaims(claims, {}, 1'500'000);
        QVERIFY(!token.ok());
        QCOMPARE(token.error().code, ErrorCode::Unauthenticated);
    }

    void saysThatATokenHasEnded()
    {
        QVERIFY(accessTokenFromClaims(goodClaims(), {}, 1'899'999).ok());
        QCOMPARE(accessTokenFromClaims(goodClaims(), {}, 1'900'000).error().reason, u"token_expired"_s);
    }
};

QTEST_GUILESS_MAIN(TestJws)
#include "tst_jws.moc"
