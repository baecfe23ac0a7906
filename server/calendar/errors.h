#pragma once

#include "shared/base/error.h"

#include <QJsonObject>

namespace hearth::server::calendar {

shared::Error noSuchCalendar();
shared::Error noSuchEvent();
/// A private event of others.
shared::Error hiddenEvent();
shared::Error notAMember();
/// Its events come from elsewhere.
shared::Error subscribedCalendar();
/// "You may only look at this calendar." and the like, with reason "role".
shared::Error notAllowed(const QString &message);
shared::Error invalidArgument(const QString &message, const QString &reason = {});
shared::Error conflict(const QString &message, const QString &reason, const QJsonObject &details = {});
/// Somebody else's saga has the event, or the key's first request is still running.
shared::Error inProgress(const QString &message, const QJsonObject &details = {});
shared::Error preconditionFailed(const QString &message, const QString &reason, const QJsonObject &details);
/// The outcome of a saga is not known yet: the caller tries again.
shared::Error unfinished();
/// The call's time was over before it began.
shared::Error tooLate();

/// As it is kept in the saga log, and back.
QString errorToText(const shared::Error &error);
shared::Error errorFromText(const QString &text);

}
