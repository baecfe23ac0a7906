#include "server/calendar/calendarkey.h"

#include "server/proto/convert.h"
#include "shared/base/text.h"

namespace hearth::server::calendar {

QUuid keyOf(const pb::CalendarRef &reference)
{
    if (!reference.id().empty())
        return uuidFromBytes(reference.id());
    return QUuid::createUuidV5(QUuid(), shared::foldedKey(fromUtf8(reference.name())));
}

}
