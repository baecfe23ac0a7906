#pragma once

#include "shared/domain/calendar.h"
#include "shared/domain/event.h"

#include <QJsonObject>

/// The `data` of each kind of change, as the room hears it.
namespace hearth::server::calendar {

/// The event; with "restored": true where it came back from the trash.
QJsonObject createdEventData(const shared::Event &event);
QJsonObject restoredEventData(const shared::Event &event);
/// The event, and "moved": true: it came from another calendar.
QJsonObject arrivedEventData(const shared::Event &event);
/// The event, "changed": the fields' names, "old": their former values.
QJsonObject updatedEventData(const shared::Event &before, const shared::Event &after,
                             const QStringList &changed);
/// What is needed to say what went: id, calendar, name, times, who.
QJsonObject deletedEventData(const shared::Event &event);
/// The same, and "moved": true: it is in another calendar now, not in the trash.
QJsonObject leftEventData(const shared::Event &event);
/// The member, and "message": "<username> has joined <calendar>".
QJsonObject joinedData(const shared::Member &member, const shared::Calendar &calendar);
/// ... "has left" or, where `actor` is somebody else, "was removed from".
QJsonObject leftData(const shared::Member &member, const shared::Calendar &calendar, const QString &actor);
QJsonObject memberData(const shared::Member &member);
/// The calendar without what differs from member to member, and without a word about its password.
QJsonObject calendarData(const shared::Calendar &calendar);

}
