#pragma once

#include "shared/base/result.h"
#include "shared/domain/calendar.h"

#include <QJsonObject>

namespace hearth::shared {

/// {"id","name","colour","time_zone","role","seq","version","created_at","has_password","subscribed"}
QJsonObject toJson(const Calendar &calendar);
Result<Calendar> calendarFromJson(const QJsonObject &json);

/// {"user_id","username","role","joined_at"}
QJsonObject toJson(const Member &member);
Result<Member> memberFromJson(const QJsonObject &json);

}
