#include "shared/protocol/livejson.h"

#include "shared/domain/zonedtime.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace hearth::shared {

using namespace Qt::StringLiterals;

namespace {
QByteArray compact(const QJsonObject &object) { return QJsonDocument(object).toJson(QJsonDocument::Compact); }

// A JSON string literal, escapes included.
QByteArray quoted(const QString &text)
{
    const QByteArray array = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return array.sliced(1, array.size() - 2);
}
}

Result<LiveRequest> parseLiveRequest(const QByteArray &text)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError || !document.isObject())
        return Error{ErrorCode::InvalidArgument, u"A frame is one JSON object."_s};
    const QJsonObject object = document.object();
    const QJsonValue data = object.value("data"_L1);
    const QJsonValue id = object.value("id"_L1);
    if (!object.value("event"_L1).isString())
        return Error{ErrorCode::InvalidArgument, u"A frame has a member 'event' with a string."_s};
    if (!data.isObject() && !data.isUndefined() && !data.isNull())
        return Error{ErrorCode::InvalidArgument, u"A frame's member 'data' is an object."_s};
    if (!id.isString() && !id.isUndefined() && !id.isNull())
        return Error{ErrorCode::InvalidArgument, u"A frame's member 'id' is a string."_s};
    return LiveRequest{object.value("event"_L1).toString(), data.toObject(), id};
}

QByteArray liveAnswer(const LiveRequest &request, bool ok, const QJsonObject &data)
{
    QJsonObject frame{{u"event"_s, request.event}, {u"ok"_s, ok}, {u"data"_s, data}};
    if (request.id.isString())
        frame.insert(u"id"_s, request.id);
    return compact(frame);
}

QByteArray liveEvent(const QString &event, const QByteArray &body)
{
    Q_ASSERT(body.size() > 2 && body.startsWith('{'));
    QByteArray frame;
    frame.reserve(body.size() + event.size() + 16);
    frame += "{\"event\":" + quoted(event) + ',';
    return frame.append(QByteArrayView(body).sliced(1));
}

QByteArray liveNotice(const QString &event, const QJsonObject &data)
{
    return liveEvent(event, compact({{u"data"_s, data}}));
}

QByteArray changeBody(const Change &change)
{
    // The data is JSON already: framing it by hand spares a parse for each change.
    QByteArray body;
    body.reserve(change.data.size() + 256);
    body += "{\"data\":" + (change.data.isEmpty() ? QByteArray("{}") : change.data);
    body += ",\"calendar_id\":" + quoted(change.calendar.toString());
    body += ",\"seq\":" + QByteArray::number(change.seq);
    body += ",\"at\":" + quoted(formatUtc(change.atMs));
    body += ",\"by\":" + quoted(change.actorName);
    body += '}';
    return body;
}

QByteArray liveChange(const Change &change) { return liveEvent(changeName(change.kind), changeBody(change)); }

Result<Change> changeFromJson(const QJsonObject &frame)
{
    const auto kind = changeFromName(frame.value("event"_L1).toString());
    const auto calendar = CalendarId::fromString(frame.value("calendar_id"_L1).toString());
    const qint64 seq = frame.value("seq"_L1).toInteger();
    if (!kind || !calendar || seq <= 0)
        return Error{ErrorCode::InvalidArgument, u"The frame is no change."_s};
    Change change;
    change.calendar = *calendar;
    change.seq = seq;
    change.kind = *kind;
    change.actorName = frame.value("by"_L1).toString();
    const auto at = parseTime(frame.value("at"_L1).toString(), QTimeZone::utc(), u"'at'"_s);
    change.atMs = at ? at->utcMs : 0;
    const QJsonObject data = frame.value("data"_L1).toObject();
    change.entity = QUuid::fromString(data.value("id"_L1).toString());
    change.data = compact(data);
    return change;
}

}
