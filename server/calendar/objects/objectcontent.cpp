#include "server/calendar/objects/objectcontent.h"

#include "server/calendar/commands/eventbatch.h"
#include "server/calendar/errors.h"
#include "server/calendar/objects/eventmatch.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::ICalDocument;
using shared::ICalEvent;
using shared::Result;

namespace {
constexpr size_t kMaxData = 1024 * 1024;
constexpr qsizetype kMaxInstances = kMaxBatch - 100;

/// The reader's reasons as CalDAV's preconditions know them.
QString preconditionOf(const QString &reason)
{
    if (reason == "broken"_L1 || reason == "no_start"_L1 || reason == "invalid_start"_L1
        || reason == "invalid_end"_L1)
        return u"invalid_data"_s;
    if (reason == "not_supported"_L1)
        return u"unsupported_component"_s;
    if (reason == "too_many_participants"_L1)
        return u"too_many_attendees"_s;
    if (reason == "range_unsupported"_L1 || reason == "invalid_recurrence"_L1 || reason == "invalid_rule"_L1
        || reason == "rule_not_allowed"_L1 || reason == "rscale_unsupported"_L1)
        return u"unsupported_recurrence"_s;
    return reason == "duplicate"_L1 ? u"invalid_object"_s : u"unsupported_property"_s;
}

Error invalidObject(const QString &message) { return invalidArgument(message, u"invalid_object"_s); }

Result<ObjectContent> arrange(const ICalDocument &document)
{
    if (document.events.isEmpty())
        return invalidObject(u"There is no event in the object."_s);
    ObjectContent content{document.events.first(), document.events.mid(1)};
    if (content.master.recurrenceId)
        return invalidObject(u"An object needs the event itself, not only changed instances of it."_s);
    if (content.master.uidMissing)
        return invalidObject(u"The event has no UID."_s);
    for (const ICalEvent &instance : std::as_const(content.instances))
        if (instance.uid != content.master.uid || !instance.recurrenceId)
            return invalidObject(u"An object is one event with its changed instances."_s);
    if (content.instances.size() > kMaxInstances)
        return invalidArgument(u"The series has too many changed instances."_s, u"too_many_instances"_s);
    return content;
}

shared::Outcome settle(ICalEvent &event, const QTimeZone &zone)
{
    const auto settled = checkRecurrence(event.draft, zone);
    if (settled)
        return settled;
    return invalidArgument(settled.error().message, u"unsupported_recurrence"_s);
}
}

Result<ObjectContent> readObject(const std::string &data, const QTimeZone &calendarZone)
{
    if (data.size() > kMaxData)
        return Error{shared::ErrorCode::TooLarge, u"An object has at most 1 MiB."_s};
    const auto document =
        shared::ICalCodec(calendarZone).read(QByteArrayView(data.data(), qsizetype(data.size())));
    if (!document)
        return invalidArgument(document.error().message, u"invalid_data"_s);
    if (!document->method.isEmpty())
        return invalidObject(u"An object that is kept has no METHOD."_s);
    if (!document->problems.isEmpty()) {
        const shared::ICalProblem &problem = document->problems.first();
        return invalidArgument(u"Line %1: %2"_s.arg(problem.line).arg(problem.message),
                               preconditionOf(problem.reason));
    }
    auto content = arrange(*document);
    if (!content)
        return content;
    if (const auto settled = settle(content->master, calendarZone); !settled)
        return settled.error();
    for (ICalEvent &instance : content->instances)
        if (const auto settled = settle(instance, calendarZone); !settled)
            return settled.error();
    return content;
}

}
