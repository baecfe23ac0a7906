#include "server/calendar/objects/objectreads.h"

#include "server/calendar/access.h"
#include "server/calendar/changes/changelog.h"
#include "server/calendar/errors.h"
#include "server/calendar/freebusy/busytimes.h"
#include "server/calendar/objects/objectfilter.h"
#include "server/calendar/objects/objectoccurrences.h"
#include "server/proto/convert.h"
#include "shared/sql/transaction.h"

#include <algorithm>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Calendar;
using shared::Event;
using shared::Result;

namespace {
constexpr int kMaxObjects = 1000; ///< in one answer
constexpr qint64 kMaxDataBytes = 8LL * 1024 * 1024; ///< in one answer

/// Puts objects into an answer for as long as there is room.
class Answer {
public:
    Answer(const Calendar &calendar, const CallContext &caller, bool withData, const pb::DataForm &form)
        : m_text(calendar, caller.user)
        , m_withData(withData)
        , m_form(form)
    {
    }

    const ObjectText &text() const { return m_text; }
    bool isFull() const { return m_bytes >= kMaxDataBytes; }

    void fill(pb::CalendarObject &object, const ObjectHead &head, const QList<Event> &events)
    {
        object.set_name(utf8(head.name));
        object.set_etag(utf8(m_text.etag(head, m_text.isMasked(events))));
        object.set_modified_ms(head.modifiedMs);
        if (!m_withData)
            return;
        object.set_data(m_text.write(m_text.seen(events), m_form).toStdString());
        object.set_size(qint64(object.data().size()));
        m_bytes += object.size();
    }

private:
    ObjectText m_text;
    bool m_withData;
    pb::DataForm m_form;
    qint64 m_bytes = 0;
};

int pageSize(int asked) { return asked > 0 ? std::min(asked, kMaxObjects) : kMaxObjects; }
}

ObjectReads::ObjectReads(shared::Database &database, const CallContext &caller, qint64 nowMs,
                         qint64 trashKeptMs)
    : m_db(database)
    , m_caller(caller)
    , m_nowMs(nowMs)
    , m_trashKeptMs(trashKeptMs)
{
}

Result<pb::ListObjectsResponse> ObjectReads::list(const pb::ListObjectsRequest &request)
{
    const shared::Transaction snapshot(m_db, shared::Transaction::Mode::Read);
    const auto calendar = requireAccess(m_db, m_caller, request.calendar(), Right::See);
    if (!calendar)
        return calendar.error();
    std::optional<ObjectFilter> filter;
    if (request.has_filter()) {
        auto read = ObjectFilter::of(request.filter(), QTimeZone(calendar->timeZone.toUtf8()));
        if (!read)
            return read.error();
        filter = *std::move(read);
    }
    ObjectTable table(m_db, calendar->id);
    QList<ObjectHead> heads = table.all(filter ? filter->range() : std::nullopt);
    const QString after = fromUtf8(request.after());
    heads.removeIf([&after](const ObjectHead &head) { return !after.isEmpty() && head.name <= after; });
    const qsizetype limit = pageSize(request.limit());
    pb::ListObjectsResponse response;
    response.set_seq(calendar->seq);
    Answer answer(*calendar, m_caller, request.with_data(), request.form());
    for (qsizetype begin = 0; begin < heads.size() && !response.more(); begin += limit) {
        const QList<ObjectHead> page = heads.mid(begin, limit);
        const QList<QList<Event>> objects = table.events(page);
        for (qsizetype i = 0; i < page.size(); ++i) {
            const QList<Event> seen = filter ? answer.text().seen(objects.at(i)) : QList<Event>();
            if (filter && !filter->matches(seen, answer.text().write(seen)))
                continue;
            if (response.objects_size() == limit || answer.isFull()) {
                response.set_more(true);
                break;
            }
            answer.fill(*response.add_objects(), page.at(i), objects.at(i));
        }
    }
    return response;
}

Result<pb::GetObjectsResponse> ObjectReads::get(const pb::GetObjectsRequest &request)
{
    const shared::Transaction snapshot(m_db, shared::Transaction::Mode::Read);
    const auto calendar = requireAccess(m_db, m_caller, request.calendar(), Right::See);
    if (!calendar)
        return calendar.error();
    if (request.names_size() > kMaxObjects)
        return invalidArgument(u"At most %1 objects can be asked for together."_s.arg(kMaxObjects));
    ObjectTable table(m_db, calendar->id);
    QList<ObjectHead> heads;
    for (const std::string &name : request.names())
        if (const auto head = table.find(fromUtf8(name)))
            heads.append(*head);
    const QList<QList<Event>> objects = table.events(heads);
    pb::GetObjectsResponse response;
    Answer answer(*calendar, m_caller, request.with_data(), request.form());
    for (qsizetype i = 0; i < heads.size(); ++i) {
        if (answer.isFull())
            response.add_left(utf8(heads.at(i).name));
        else
            answer.fill(*response.add_objects(), heads.at(i), objects.at(i));
    }
    return response;
}

// A deleted event says its object's name for as long as it is in the trash.
shared::Outcome ObjectReads::checkReach(const Calendar &calendar, qint64 since)
{
    if (since < 0)
        return invalidArgument(u"'since' is negative."_s);
    const auto first = ChangeLog(m_db).since(calendar.id, since, calendar.seq, 1);
    if (!first)
        return first.error();
    const bool trashed = !first->isEmpty() && first->first().atMs < m_nowMs - m_trashKeptMs;
    if (since > calendar.seq || trashed)
        return shared::Error{shared::ErrorCode::SnapshotRequired,
                             u"The change log does not reach back that far."_s};
    return shared::Done{};
}

Result<pb::SyncObjectsResponse> ObjectReads::sync(const pb::SyncObjectsRequest &request)
{
    const shared::Transaction snapshot(m_db, shared::Transaction::Mode::Read);
    const auto calendar = requireAccess(m_db, m_caller, request.calendar(), Right::See);
    if (!calendar)
        return calendar.error();
    const qint64 removedSince = std::max(request.since(), request.removed_since());
    const bool withRemovals = request.since() > 0 || request.removed_since() > 0;
    const qint64 reach = request.removed_since() > 0 ? request.removed_since() : request.since();
    if (withRemovals)
        if (const auto reached = checkReach(*calendar, reach); !reached)
            return reached.error();
    const int limit = pageSize(request.limit());
    ObjectTable table(m_db, calendar->id);
    QList<ObjectHead> heads = table.changedSince(request.since(), limit + 1);
    pb::SyncObjectsResponse response;
    response.set_newest(calendar->seq);
    response.set_more(heads.size() > limit);
    heads = heads.mid(0, limit);
    const QList<QList<Event>> objects = table.events(heads);
    Answer answer(*calendar, m_caller, request.with_data(), {});
    for (qsizetype i = 0; i < heads.size(); ++i) {
        if (answer.isFull()) {
            response.set_more(true);
            break;
        }
        answer.fill(*response.add_changed(), heads.at(i), objects.at(i));
    }
    const int sent = response.changed_size();
    response.set_seq(response.more() && sent > 0 ? heads.at(sent - 1).version : calendar->seq);
    if (withRemovals)
        for (const QString &name : table.removed(removedSince, response.seq()))
            response.add_removed(utf8(name));
    return response;
}

Result<pb::FreeBusyResponse> ObjectReads::freeBusy(const pb::FreeBusyRequest &request)
{
    const shared::Transaction snapshot(m_db, shared::Transaction::Mode::Read);
    const auto calendar = requireAccess(m_db, m_caller, request.calendar(), Right::See);
    if (!calendar)
        return calendar.error();
    const ObjectTable::Range range{request.range().start_ms(), request.range().end_ms()};
    if (!request.range().has_start_ms() || !request.range().has_end_ms() || range.toMs <= range.fromMs
        || range.toMs - range.fromMs > shared::kMaxEventMs)
        return invalidArgument(u"Free and busy times are asked for in a range of at most five years."_s);
    BusyTimes busy(range);
    const auto read = busy.read(m_db, *calendar, [](const Event &) { return QList<shared::UserId>{{}}; });
    if (!read)
        return read.error();
    pb::FreeBusyResponse response;
    busy.writeTo({}, *response.mutable_periods());
    return response;
}

}
