#include "server/gateway/jsonbody.h"

#include <QCryptographicHash>
#include <QJsonDocument>

#include <algorithm>
#include <cmath>

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::ErrorCode;
using shared::Result;

namespace {
constexpr int kMaxDepth = 32;
constexpr qsizetype kMaxKey = 255;
constexpr double kMaxSafeInteger = 9007199254740991.0;

Error invalid(const QString &message) { return {ErrorCode::InvalidArgument, message}; }

// Looked at before the parser runs, which builds what it reads.
bool isDeeperThan(const QByteArray &text, int bound)
{
    int depth = 0;
    bool inString = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inString) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inString = false;
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            if (++depth > bound)
                return true;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return false;
}

bool isAbsent(const QJsonValue &value) { return value.isUndefined() || value.isNull(); }
}

Result<QJsonObject> parseJsonObject(const QByteArray &text)
{
    if (isDeeperThan(text, kMaxDepth))
        return invalid(u"The JSON is nested too deeply."_s);
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError)
        return invalid(u"The body is not valid JSON."_s);
    if (!document.isObject())
        return invalid(u"The body is not a JSON object."_s);
    return document.object();
}

Result<QString> requiredString(const QJsonObject &object, QLatin1StringView name)
{
    const auto text = optionalString(object, name);
    if (!text)
        return text.error();
    if (!*text)
        return invalid(u"'%1' is missing."_s.arg(name));
    return **text;
}

Result<std::optional<QString>> optionalString(const QJsonObject &object, QLatin1StringView name)
{
    const QJsonValue value = object.value(name);
    if (isAbsent(value))
        return std::optional<QString>();
    if (!value.isString())
        return invalid(u"'%1' is not a string."_s.arg(name));
    return std::optional(value.toString());
}

Result<std::optional<qint64>> optionalInteger(const QJsonObject &object, QLatin1StringView name,
                                              qint64 minimum)
{
    const QJsonValue value = object.value(name);
    if (isAbsent(value))
        return std::optional<qint64>();
    const double number = value.toDouble(-1);
    if (!value.isDouble() || number != std::floor(number) || std::abs(number) > kMaxSafeInteger
        || number < static_cast<double>(minimum))
        return invalid(u"'%1' is not a whole number from %2 on."_s.arg(name).arg(minimum));
    return std::optional(static_cast<qint64>(number));
}

QByteArray requestHash(const QJsonObject &object)
{
    // QJsonObject keeps its members sorted, so the compact text is canonical.
    return QCryptographicHash::hash(QJsonDocument(object).toJson(QJsonDocument::Compact),
                                    QCryptographicHash::Sha256);
}

Result<QString> parseIdempotencyKey(const QString &text)
{
    const bool printable =
        std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'!' && c <= u'~'; });
    if (text.isEmpty() || text.size() > kMaxKey || !printable)
        return invalid(u"An idempotency key has 1 to 255 printable ASCII characters."_s);
    return text;
}

}
