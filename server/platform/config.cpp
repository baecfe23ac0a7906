#include "server/platform/config.h"

#include <QDir>
#include <QRegularExpression>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace hearth::server {

namespace {

QString setByDefault() { return u"default"_s; }

/// A URL's password replaced; text that is no URL is hidden altogether.
QString withoutPassword(const QString &text)
{
    if (text.isEmpty() || text.startsWith("sqlite:"_L1))
        return text;
    static const QRegularExpression credentials(u"^([a-z]+://[^:@/]*):[^/]*@"_s);
    static const QRegularExpression parameter(u"([?&;]password=)[^&;]*"_s);
    if (!text.contains("://"_L1))
        return u"***"_s;
    return QString(text).replace(credentials, u"\\1:***@"_s).replace(parameter, u"\\1***"_s);
}

[[noreturn]] void unknownKey(QLatin1StringView key) { qFatal("There is no setting \"%s\"", key.data()); }

}

Config::Config()
{
    for (const Setting &setting : allSettings())
        m_values.insert(setting.key, {setting.defaultValue, setByDefault()});
}

shared::Outcome Config::set(const QString &key, const QString &value, const QString &source)
{
    const auto fail = [&source](const QString &text) {
        return shared::Error{shared::ErrorCode::InvalidArgument, source + u": "_s + text};
    };
    const Setting *setting = findSetting(key);
    if (!setting)
        return fail(u"there is no setting \"%1\". --help lists all of them."_s.arg(key));
    if (const auto checked = checkSetting(*setting, value); !checked)
        return fail(checked.error().message);
    m_values.insert(key, {value, source});
    return shared::Done{};
}

const Config::Value &Config::value(QLatin1StringView key) const
{
    const auto it = m_values.constFind(key);
    if (it == m_values.constEnd())
        unknownKey(key);
    return *it;
}

QString Config::text(QLatin1StringView key) const { return value(key).text; }

bool Config::isSet(QLatin1StringView key) const { return value(key).source != setByDefault(); }

QString Config::source(QLatin1StringView key) const { return value(key).source; }

QString Config::path(QLatin1StringView key) const
{
    const QString text = value(key).text;
    return text.startsWith("~/"_L1) ? QDir::homePath() + text.sliced(1) : text;
}

int Config::integer(QLatin1StringView key) const { return text(key).toInt(); }

bool Config::flag(QLatin1StringView key) const { return parseBoolean(text(key)).value_or(false); }

std::chrono::milliseconds Config::duration(QLatin1StringView key) const
{
    return std::chrono::milliseconds(parseDuration(text(key)).value_or(0));
}

qint64 Config::size(QLatin1StringView key) const { return parseSize(text(key)).value_or(0); }

RateLimit Config::limit(QLatin1StringView key) const
{
    return RateLimit::parse(text(key)).value_or(RateLimit());
}

QStringList Config::list(QLatin1StringView key) const
{
    static const QRegularExpression separator(u"[,\\s]+"_s);
    return text(key).split(separator, Qt::SkipEmptyParts);
}

std::optional<Endpoint> Config::endpoint(QLatin1StringView key) const { return Endpoint::parse(text(key)); }

QList<Endpoint> Config::endpoints(QLatin1StringView key) const
{
    QList<Endpoint> result;
    for (const QString &item : list(key))
        if (const auto endpoint = Endpoint::parse(item))
            result.append(*endpoint);
    return result;
}

QString Config::print() const
{
    QString result;
    for (const Setting &setting : allSettings()) {
        const Value &current = *m_values.constFind(setting.key);
        const QString shown = setting.secret ? withoutPassword(current.text) : current.text;
        const QString line = setting.key.toString() + (shown.isEmpty() ? u" ="_s : u" = "_s + shown);
        result += line.leftJustified(56) + u" # "_s + current.source + u'\n';
    }
    return result;
}

}
