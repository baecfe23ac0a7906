#pragma once

#include "server/calendar/messages.h"
#include "server/calendar/objects/objecttable.h"
#include "server/proto/objects.pb.h"
#include "shared/domain/calendar.h"
#include "shared/ical/icalcodec.h"

namespace hearth::server::calendar {

/// What one member sees of a calendar's objects.
class ObjectText {
public:
    ObjectText(const shared::Calendar &calendar, const shared::UserId &reader);

    /// Whether the reader is not to know what the events are about.
    bool isMasked(const shared::Event &event) const;
    bool isMasked(const QList<shared::Event> &events) const;
    /// As the reader sees them.
    QList<shared::Event> seen(const QList<shared::Event> &events) const;
    QString etag(const ObjectHead &head, bool masked) const;
    /// `events`: as the reader sees them.
    QByteArray write(const QList<shared::Event> &events, const pb::DataForm &form) const;
    /// The same without a look at the form.
    QByteArray write(const QList<shared::Event> &events) const;

private:
    shared::Calendar m_calendar;
    shared::UserId m_reader;
    shared::ICalCodec m_codec;
};

}
