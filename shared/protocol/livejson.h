#pragma once

#include "shared/base/result.h"
#include "shared/domain/change.h"

#include <QJsonObject>
#include <QJsonValue>

namespace hearth::shared {

/// A frame from a client: {"event","data","id"}.
struct LiveRequest {
    QString event;
    QJsonObject data;
    QJsonValue id; ///< undefined where the client gave none
};

/// InvalidArgument for anything that is not such a frame.
Result<LiveRequest> parseLiveRequest(const QByteArray &text);

/// {"event","id","ok","data"}: the answer to a request.
QByteArray liveAnswer(const LiveRequest &request, bool ok, const QJsonObject &data);
/// The frame of an event: `body`, a JSON object that is not empty, with the member "event" put before it.
QByteArray liveEvent(const QString &event, const QByteArray &body);
/// {"event","data"}: from the server, without a seq (connect, presence).
QByteArray liveNotice(const QString &event, const QJsonObject &data);
/// {"data","calendar_id","seq","at","by"}: a change as the room hears it, but for the event's name.
QByteArray changeBody(const Change &change);
/// {"event","data","calendar_id","seq","at","by"}: a change as the room hears it.
QByteArray liveChange(const Change &change);
/// The change in a frame or in an item of a list of changes; InvalidArgument where it is none.
Result<Change> changeFromJson(const QJsonObject &frame);

}
