#pragma once

#include "server/calendar/calendaroptions.h"
#include "server/calendar/messages.h"
#include "server/calendar/unitofwork.h"
#include "shared/domain/calendar.h"

namespace hearth::server::calendar {

/// Makes a calendar; who asks for it is its owner and first member.
class CreateCalendar {
public:
    CreateCalendar(pb::CreateCalendarRequest request, QString passwordHash, shared::CalendarId id,
                   const CalendarOptions &options);
    shared::Result<pb::Calendar> operator()(UnitOfWork &unit) const;
    /// The same without a look at the key, and without committing: for a command that makes more with it.
    shared::Result<shared::Calendar> make(UnitOfWork &unit) const;

private:
    shared::Result<shared::Calendar> calendarFor(const UnitOfWork &unit) const;
    pb::CreateCalendarRequest m_request;
    QString m_passwordHash;
    shared::CalendarId m_id;
    CalendarOptions m_options;
};

}
