#include "server/calendar/store/timebound.h"

#include "server/proto/convert.h"
#include "shared/domain/zonedtime.h"

namespace hearth::server::calendar {

shared::Result<qint64> timeBound(const std::string &given, const QTimeZone &zone, qint64 absent,
                                 const QString &what)
{
    const QString text = fromUtf8(given).trimmed();
    if (text.isEmpty())
        return absent;
    if (text.size() == 10) {
        const auto date = shared::parseDate(text, what);
        if (!date)
            return date.error();
        return shared::fromWall(shared::dateOf(*date).startOfDay(Qt::UTC), zone).utcMs;
    }
    const auto time = shared::parseTime(text, zone, what);
    if (!time)
        return time.error();
    return time->utcMs;
}

}
