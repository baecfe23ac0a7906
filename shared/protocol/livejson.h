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
/// {"event":"error","ok":false,"data":{"message"}}: the answer to what is no request.
QByteArray liveError(const QString &message);
/// {"event","data"}: from the server, without a seq (connect, presence).
QByteArray liveNotice(const QString &event, const QJsonObject &data);
/// {"event","data","calendar_id","seq"}: a change as the room hears it.
QByteArray liveChange(const Change &change);
/// The change in a frame or in an item of a list of changes; InvalidArgument where it is none.
Result<Change> changeFromJson(const QJsonObject &frame);

}
