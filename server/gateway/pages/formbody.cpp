#include "server/gateway/pages/formbody.h"

namespace hearth::server::gateway {

namespace {
constexpr qsizetype kMaxFields = 20;

bool isForm(const HttpRequest &request)
{
    const QByteArray type = request.headers.value("Content-Type").toByteArray();
    return equalsIgnoringCase(type.split(';').first().trimmed(), "application/x-www-form-urlencoded");
}
}

std::optional<QHash<QString, QString>> formFields(const HttpRequest &request)
{
    if (!isForm(request))
        return std::nullopt;
    QHash<QString, QString> fields;
    if (request.body.isEmpty())
        return fields;
    const QByteArrayList items = request.body.split('&');
    if (items.size() > kMaxFields)
        return std::nullopt;
    for (const QByteArray &item : items) {
        const qsizetype equals = item.indexOf('=');
        const auto name = percentDecoded(equals < 0 ? item : item.first(equals), true);
        const auto value = percentDecoded(equals < 0 ? QByteArray() : item.sliced(equals + 1), true);
        if (!name || !value)
            return std::nullopt;
        if (!fields.contains(*name))
            fields.insert(*name, *value);
    }
    return fields;
}

QByteArray cookieValue(const HttpRequest &request, QByteArrayView name)
{
    for (qsizetype i = 0; i < request.headers.size(); ++i) {
        const HttpHeaders::Field field = request.headers.at(i);
        if (!equalsIgnoringCase(field.name, "Cookie"))
            continue;
        for (const QByteArray &each : field.value.toByteArray().split(';')) {
            const QByteArray item = each.trimmed();
            if (item.size() > name.size() && item.startsWith(name) && item[name.size()] == '=')
                return item.sliced(name.size() + 1);
        }
    }
    return {};
}

}
