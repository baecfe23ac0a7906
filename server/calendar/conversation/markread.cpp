#include "server/calendar/conversation/markread.h"

#include "server/calendar/access.h"
#include "server/calendar/changes/busymask.h"
#include "server/calendar/conversation/readmarks.h"
#include "server/calendar/errors.h"
#include "server/calendar/store/eventtable.h"
#include "server/proto/convert.h"

#include <algorithm>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Result;

MarkRead::MarkRead(pb::MarkReadRequest request)
    : m_request(std::move(request))
{
}

Result<pb::ReadMark> MarkRead::operator()(UnitOfWork &unit) const
{
    const auto calendar = requireAccess(unit.db(), unit.caller(), m_request.calendar(), Right::Read);
    if (!calendar)
        return calendar.error();
    if (m_request.seq() < 0)
        return invalidArgument(u"'seq' is negative."_s);
    shared::EventId event;
    if (!m_request.event_id().empty()) {
        event = idFromBytes<shared::EventId>(m_request.event_id());
        const auto stored = EventTable(unit.db()).find(calendar->id, event);
        if (!stored)
            return noSuchEvent();
        if (isHidden(stored->event, unit.caller().user))
            return hiddenEvent();
    }
    pb::ReadMark mark;
    mark.set_seq(ReadMarks(unit.db(), unit.caller().user)
                     .set(calendar->id, event, std::min<qint64>(m_request.seq(), calendar->seq)));
    unit.commit();
    return mark;
}

}
