#pragma once

#include "server/calendar/messages.h"
#include "server/calendar/objects/objecttable.h"
#include "server/proto/objects.pb.h"
#include "shared/base/result.h"
#include "shared/ical/rawcomponent.h"

#include <QTimeZone>

namespace hearth::server::calendar {

/// RFC 4791's filter (9.7) over one object.
class ObjectFilter {
public:
    /// InvalidArgument with reason "unsupported_filter" for what can't be evaluated.
    static shared::Result<ObjectFilter> of(const pb::ComponentFilter &filter, const QTimeZone &zone);

    /// In which what matches must lie; nothing where there is no such condition.
    std::optional<ObjectTable::Range> range() const { return m_range; }
    /// `text`: of the events, as who asks sees them.
    bool matches(const QList<shared::Event> &events, const QByteArray &text) const;

private:
    ObjectFilter(pb::ComponentFilter filter, const QTimeZone &zone);

    bool matchesEvents(const pb::ComponentFilter &filter, const QList<shared::Event> &events,
                       const QList<shared::RawComponent> &components) const;
    bool matchesRange(const pb::ObjectRange &range, const QList<shared::Event> &events,
                      qsizetype index) const;

    pb::ComponentFilter m_filter;
    QTimeZone m_zone;
    std::optional<ObjectTable::Range> m_range;
};

}
