#include "shared/sql/databaseurl.h"

#include <QRegularExpression>
#include <QStringList>
#include <QUrl>

namespace hearth::shared {

using namespace Qt::StringLiterals;

namespace {
Error invalid(const QString &what)
{
    return {
        ErrorCode::InvalidArgument,
        u"%1 A database is given as sqlite:PATH or postgresql://user:password@host:port/name."_s.arg(what)};
}

QString decoded(const QString &text) { return QUrl::fromPercentEncoding(text.toUtf8()); }

// What goes into libpq's options unquoted.
bool isPlain(const QString &text)
{
    static const QRegularExpression special(uR"([\s;'"\\=])"_s);
    return !text.contains(special);
}

Outcome readHosts(const QString &text, DatabaseUrl &url)
{
    static const QRegularExpression entry(uR"(\A(\[[0-9A-Fa-f:.]+\]|[^:\[\]]*)(?::(\d{1,5}))?\z)"_s);
    QStringList hosts;
    QStringList ports;
    for (const QString &part : text.split(u',')) {
        const auto match = entry.match(part);
        if (!match.hasMatch())
            return invalid(u"\"%1\" is no host and port."_s.arg(part));
        QString host = decoded(match.captured(1));
        if (host.startsWith(u'['))
            host = host.sliced(1, host.size() - 2);
        const QString port = match.captured(2).isEmpty() ? u"5432"_s : match.captured(2);
        if (!isPlain(host) || port.toInt() < 1 || port.toInt() > 65535)
            return invalid(u"\"%1\" is no host and port."_s.arg(part));
        hosts << host;
        ports << port;
    }
    url.hosts = hosts.join(u',');
    url.ports = ports.join(u',');
    return Done{};
}

Outcome readOption(const QString &key, const QString &value, DatabaseUrl &url)
{
    static const QRegularExpression word(u"\\A[a-z_]+\\z"_s);
    if (!word.match(key).hasMatch())
        return invalid(u"\"%1\" is no option."_s.arg(key));
    if (key == "user"_L1)
        url.user = value;
    else if (key == "password"_L1)
        url.password = value;
    else if (key == "dbname"_L1)
        url.name = value;
    else if (!isPlain(value))
        return invalid(u"The value of the option \"%1\" has characters that are not allowed."_s.arg(key));
    else if (key == "host"_L1)
        url.hosts = value;
    else if (key == "port"_L1)
        url.ports = value;
    else
        url.options += (url.options.isEmpty() ? u""_s : u";"_s) + key + u'=' + value;
    return Done{};
}

Result<DatabaseUrl> parsePostgres(const QString &rest)
{
    DatabaseUrl url;
    url.engine = Engine::PostgreSql;
    const QString location = rest.section(u'?', 0, 0);
    const QString query = rest.section(u'?', 1);
    const QString authority = location.section(u'/', 0, 0);
    url.name = decoded(location.section(u'/', 1));
    const auto at = authority.lastIndexOf(u'@');
    if (at >= 0) {
        const QString credentials = authority.left(at);
        url.user = decoded(credentials.section(u':', 0, 0));
        url.password = decoded(credentials.section(u':', 1));
    }
    const QString hosts = authority.sliced(at + 1);
    if (!hosts.isEmpty()) {
        if (const Outcome outcome = readHosts(hosts, url); !outcome)
            return outcome.error();
    }
    for (const QString &pair : query.split(u'&', Qt::SkipEmptyParts)) {
        const Outcome outcome = readOption(pair.section(u'=', 0, 0), decoded(pair.section(u'=', 1)), url);
        if (!outcome)
            return outcome.error();
    }
    if (url.name.isEmpty())
        return invalid(u"The database's name is missing."_s);
    return url;
}
}

Result<DatabaseUrl> DatabaseUrl::parse(const QString &text)
{
    for (const QString &scheme : {u"postgresql://"_s, u"postgres://"_s}) {
        if (text.startsWith(scheme))
            return parsePostgres(text.sliced(scheme.size()));
    }
    if (!text.startsWith("sqlite:"_L1))
        return invalid(u"This is no database that is known."_s);
    DatabaseUrl url;
    url.path = text.sliced(7);
    if (url.path.startsWith("///"_L1))
        url.path.remove(0, 2);
    if (url.path.isEmpty())
        return invalid(u"The path is missing."_s);
    return url;
}

QString DatabaseUrl::displayText() const
{
    if (engine == Engine::Sqlite)
        return "sqlite:"_L1 + path;
    QStringList places;
    const QStringList hostList = hosts.split(u',');
    const QStringList portList = ports.split(u',');
    for (qsizetype i = 0; i < hostList.size(); ++i)
        places << hostList.at(i) + (portList.value(i).isEmpty() ? QString() : u':' + portList.value(i));
    QString credentials = user;
    if (!password.isEmpty())
        credentials += ":***"_L1;
    if (!credentials.isEmpty())
        credentials += u'@';
    return "postgresql://"_L1 + credentials + places.join(u',') + u'/' + name;
}

}
