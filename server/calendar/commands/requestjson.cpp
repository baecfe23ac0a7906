#include "server/calendar/commands/requestjson.h"

#include "server/calendar/errors.h"

#include <QJsonDocument>
#include <QRegularExpression>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;

shared::Result<QJsonObject> parseRequestJson(const std::string &json)
{
    const auto document = QJsonDocument::fromJson(QByteArray::fromStdString(json));
    if (!document.isObject())
        return invalidArgument(u"The event is not a JSON object."_s);
    return document.object();
}

shared::Outcome checkColour(const QString &colour)
{
    static const QRegularExpression kPattern(u"\\A(?:|[a-z]{1,20}|#[0-9a-fA-F]{6})\\z"_s);
    if (!kPattern.match(colour).hasMatch())
        return invalidArgument(u"The colour is not a colour's name and not as #rrggbb."_s,
                               u"invalid_colour"_s);
    return shared::Done{};
}

}
