#pragma once

#include "shared/base/result.h"
#include "shared/domain/event.h"

#include <QHash>
#include <QJsonObject>
#include <QList>

#include <optional>

namespace hearth::server::calendar {

enum class PollState {
    Open,
    Picking, ///< the saga of its event is under way; to everybody it is open still
    Closed,
};

enum class PollAnswer { Yes, IfNeedBe, No };
QString pollAnswerName(PollAnswer answer); ///< "yes", "if_need_be", "no"
std::optional<PollAnswer> pollAnswerFromName(QStringView name);

/// A time that is proposed.
struct PollOption {
    QUuid id;
    shared::EventDraft draft; ///< the event that it would be, but for who takes part
};

/// What one member has answered.
struct PollReply {
    shared::UserId user;
    QString username;
    QHash<QUuid, PollAnswer> answers; ///< by option
};

struct Poll {
    shared::PollId id;
    shared::CalendarId calendar;
    qint64 version = 0;
    QString title;
    QString location;
    QString description;
    QList<PollOption> options;
    PollState state = PollState::Open;
    QUuid picked; ///< the option; null unless an event was made
    shared::EventId event;
    shared::UserId createdBy;
    QString createdByName;
    qint64 createdMs = 0;
    QList<PollReply> replies;

    const PollOption *option(const QUuid &option) const;
};

/// The poll as every interface shows it.
QJsonObject toJson(const Poll &poll);
/// One member's answers: {"user_id","username","answers":{"<option>":"yes"}}.
QJsonObject toJson(const PollReply &reply);

/// The options as they are stored and shown, and back.
QJsonArray optionsToJson(const QList<PollOption> &options);
QList<PollOption> optionsFromJson(const QJsonArray &array, const QString &title);

}
