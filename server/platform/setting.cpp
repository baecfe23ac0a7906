#include "server/platform/setting.h"

#include "server/platform/endpoint.h"
#include "server/platform/ratelimiter.h"

#include <QUrl>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace hearth::server {

namespace {

using Type = SettingType;

std::optional<qint64> withUnit(QStringView text,
                               std::initializer_list<std::pair<QLatin1StringView, qint64>> units)
{
    qsizetype digits = 0;
    while (digits < text.size() && text[digits] >= u'0' && text[digits] <= u'9')
        ++digits;
    bool ok = false;
    const qint64 number = text.first(digits).toLongLong(&ok);
    if (!ok)
        return std::nullopt;
    for (const auto &[unit, factor] : units)
        if (text.sliced(digits) == unit)
            return number <= std::numeric_limits<qint64>::max() / factor ? std::optional(number * factor)
                                                                         : std::nullopt;
    return std::nullopt;
}

QString durationText(qint64 ms)
{
    return ms % 1000 == 0 ? QString::number(ms / 1000) + u's' : QString::number(ms) + u"ms"_s;
}

bool hasWord(const Setting &setting, QStringView value)
{
    return setting.choices.size() && setting.choices.toString().split(u'|').contains(value.toString());
}

bool isRedisUrl(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    const QString database = url.path().mid(1);
    bool isNumber = true;
    if (!database.isEmpty())
        Q_UNUSED(database.toUShort(&isNumber))
    return url.isValid() && url.scheme() == "redis"_L1 && !url.host().isEmpty() && isNumber;
}

bool isDatabaseUrl(const QString &text)
{
    return (text.startsWith("sqlite:"_L1) && text.size() > 7)
        || ((text.startsWith("postgresql://"_L1) || text.startsWith("postgres://"_L1)) && text.size() > 14);
}

bool areEndpoints(const QString &text)
{
    const QStringList items = text.split(u',', Qt::SkipEmptyParts);
    return !items.isEmpty() && std::all_of(items.begin(), items.end(), [](const QString &item) {
        return Endpoint::parse(QStringView(item).trimmed()).has_value();
    });
}

std::optional<qint64> numberOf(const Setting &setting, const QString &value)
{
    if (setting.type == Type::Duration)
        return parseDuration(value);
    if (setting.type == Type::Size)
        return parseSize(value);
    bool ok = false;
    const qint64 number = value.toLongLong(&ok);
    return ok ? std::optional(number) : std::nullopt;
}

QString boundText(const Setting &setting, qint64 bound)
{
    return setting.type == Type::Duration ? durationText(bound) : QString::number(bound);
}

/// What is wrong with the value; empty where nothing is.
QString complaint(const Setting &setting, const QString &value)
{
    switch (setting.type) {
    case Type::Text:
    case Type::Path:
    case Type::List:
        return {};
    case Type::Boolean:
        return parseBoolean(value) ? QString() : u"is neither true nor false"_s;
    case Type::Integer:
    case Type::Duration:
    case Type::Size: {
        const auto number = numberOf(setting, value);
        if (!number && setting.type == Type::Duration)
            return u"is not a time such as 500ms, 30s, 15m, 12h or 30d"_s;
        if (!number && setting.type == Type::Size)
            return u"is not a size such as 4096, 64KiB or 20MiB"_s;
        if (!number)
            return u"is not a whole number"_s;
        const bool inBounds =
            setting.maximum == 0 || (*number >= setting.minimum && *number <= setting.maximum);
        return inBounds ? QString()
                        : u"is not from %1 to %2"_s.arg(boundText(setting, setting.minimum),
                                                        boundText(setting, setting.maximum));
    }
    case Type::Choice:
        return hasWord(setting, value)
            ? QString()
            : u"is not one of "_s + setting.choices.toString().replace(u'|', u", "_s);
    case Type::Limit:
        return RateLimit::parse(value) ? QString() : u"is not COUNT/SECONDS, such as 5/60"_s;
    case Type::Endpoint:
        return hasWord(setting, value) || Endpoint::parse(value)
            ? QString()
            : u"is not ADDR:PORT, such as 127.0.0.1:9464"_s;
    case Type::Endpoints:
        return areEndpoints(value) ? QString()
                                   : u"is not ADDR:PORT, such as 127.0.0.1:8080 or https://0.0.0.0:8443"_s;
    case Type::Database:
        return value.isEmpty() || isDatabaseUrl(value) ? QString()
                                                       : u"is neither sqlite:PATH nor postgresql://..."_s;
    case Type::Redis:
        return value.isEmpty() || isRedisUrl(value) ? QString()
                                                    : u"is not redis://[[USER]:PASSWORD@]HOST[:PORT][/DB]"_s;
    }
    return {};
}

}

QString environmentName(const Setting &setting)
{
    return u"HEARTH_"_s + setting.key.toString().toUpper().replace(u'.', u'_');
}

shared::Outcome checkSetting(const Setting &setting, const QString &value)
{
    const bool control =
        std::any_of(value.begin(), value.end(), [](QChar c) { return c.category() == QChar::Other_Control; });
    const QString wrong = control ? u"has control characters in it"_s : complaint(setting, value);
    if (wrong.isEmpty())
        return shared::Done{};
    const QString shown = setting.secret || control ? u"the value"_s : u'"' + value + u'"';
    return shared::Error{shared::ErrorCode::InvalidArgument, setting.key + u": "_s + shown + u' ' + wrong};
}

std::optional<qint64> parseDuration(QStringView text)
{
    return withUnit(text,
                    {{"ms"_L1, 1},
                     {"s"_L1, 1000},
                     {"m"_L1, 60LL * 1000},
                     {"h"_L1, 3600LL * 1000},
                     {"d"_L1, 24LL * 3600 * 1000}});
}

std::optional<qint64> parseSize(QStringView text)
{
    return withUnit(
        text, {{""_L1, 1}, {"KiB"_L1, 1024}, {"MiB"_L1, 1024LL * 1024}, {"GiB"_L1, 1024LL * 1024 * 1024}});
}

std::optional<bool> parseBoolean(QStringView text)
{
    for (const QLatin1StringView yes : {"true"_L1, "yes"_L1, "on"_L1, "1"_L1})
        if (text == yes)
            return true;
    for (const QLatin1StringView no : {"false"_L1, "no"_L1, "off"_L1, "0"_L1})
        if (text == no)
            return false;
    return std::nullopt;
}

}
