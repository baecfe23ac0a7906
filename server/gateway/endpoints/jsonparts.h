#pragma once

#include "server/gateway/http/httpresponse.h"

#include <QByteArray>
#include <QJsonObject>

#include <string>

namespace hearth::server::gateway {

/// A list of a service's answer whose items are JSON already, under one name; `rest` are further members.
template <class Items, class Json>
HttpResponse jsonList(const QByteArray &name, const Items &items, Json json, const QByteArray &rest = {})
{
    QByteArray body = "{\"" + name + "\":[";
    bool isFirst = true;
    for (const auto &item : items) {
        if (!std::exchange(isFirst, false))
            body += ',';
        body += QByteArray::fromStdString(json(item));
    }
    return HttpResponse::json(200, body + ']' + rest + '}');
}

}
