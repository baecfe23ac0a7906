#pragma once

#include "server/calendar/messages.h"
#include "server/calendar/unitofwork.h"
#include "shared/domain/calendar.h"

namespace hearth::server::calendar {

/// Name, colour, time zone and password; nothing happens where nothing changes.
class UpdateCalendar {
public:
    UpdateCalendar(pb::UpdateCalendarRequest request, QString passwordHash);
    shared::Result<pb::Calendar> operator()(UnitOfWork &unit) const;

private:
    shared::Result<shared::Calendar> changed(const shared::Calendar &before) const;
    pb::UpdateCalendarRequest m_request;
    QString m_passwordHash; ///< of the request's password, where it has one
};

}
