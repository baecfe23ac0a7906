#include "server/gateway/live/busyview.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;
using shared::ChangeKind;

namespace {
bool tellsWhat(ChangeKind kind)
{
    switch (kind) {
    case ChangeKind::EventCreated:
    case ChangeKind::EventUpdated:
    case ChangeKind::EventDeleted:
    case ChangeKind::MessagePosted:
        return true;
    case ChangeKind::MemberJoined:
    case ChangeKind::MemberLeft:
    case ChangeKind::MemberUpdated:
    case ChangeKind::CalendarUpdated:
    case ChangeKind::CalendarDeleted:
        return false;
    }
    Q_UNREACHABLE();
}
}

shared::Change busyView(const shared::Change &change)
{
    if (!tellsWhat(change.kind))
        return change;
    constexpr std::array kept{"id"_L1,      "calendar_id"_L1,   "event_start"_L1, "event_end"_L1,
                              "all_day"_L1, "time_zone"_L1,     "version"_L1,     "end_time_zone"_L1,
                              "status"_L1,  "calendar_name"_L1, "uid"_L1};
    const QJsonObject whole = QJsonDocument::fromJson(change.data).object();
    QJsonObject seen;
    for (const QLatin1StringView name : kept)
        if (whole.contains(name))
            seen.insert(name, whole.value(name));
    if (whole.contains("event_name"_L1))
        seen.insert(u"event_name"_s, u"Busy"_s);
    shared::Change view = change;
    view.actor = {};
    view.actorName.clear();
    view.data = QJsonDocument(seen).toJson(QJsonDocument::Compact);
    return view;
}

}
