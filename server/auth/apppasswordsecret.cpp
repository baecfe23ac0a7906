#include "server/auth/apppasswordsecret.h"

#include "server/platform/sodium.h"
#include "shared/base/text.h"

#include <QCryptographicHash>

namespace hearth::server::auth {

using namespace Qt::StringLiterals;

namespace {
constexpr QLatin1StringView kAlphabet = "0123456789abcdefghjkmnpqrstvwxyz"_L1;
constexpr int kLetters = 28;
constexpr int kGroup = 4;

QString asMeant(const QString &typed)
{
    QString letters;
    for (const QChar c : typed.toLower()) {
        if (c == u'-' || c.isSpace())
            continue;
        letters += c == u'o' ? QChar(u'0') : c == u'i' || c == u'l' ? QChar(u'1') : c;
    }
    return letters;
}
}

QString newAppPassword()
{
    QString text;
    const QByteArray random = randomBytes(kLetters);
    for (int i = 0; i < kLetters; ++i) {
        if (i > 0 && i % kGroup == 0)
            text += u'-';
        text += kAlphabet.at(static_cast<uchar>(random.at(i)) % kAlphabet.size()); // 32 divides 256
    }
    return text;
}

QByteArray appPasswordHash(const QString &username, const QString &password)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArrayView("hearth app password:"));
    hash.addData(shared::foldedKey(username).toUtf8());
    hash.addData(QByteArray(1, '\0')); // no username has one
    hash.addData(asMeant(password).toUtf8());
    return hash.result();
}

}
