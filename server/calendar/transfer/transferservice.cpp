#include "server/calendar/transfer/transferservice.h"

#include "server/calendar/access.h"
#include "server/calendar/calendarkey.h"
#include "server/calendar/errors.h"
#include "server/calendar/transfer/feedsecret.h"
#include "server/calendar/transfer/feedtable.h"
#include "server/calendar/transfer/importrun.h"
#include "server/calendar/transfer/transferreads.h"
#include "server/proto/convert.h"
#include "shared/ical/icalcodec.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Calendar;
using shared::Database;
using shared::Result;

namespace {
constexpr int kThreads = 2;
constexpr int kMaxQueued = 32;
constexpr size_t kMaxText = 20 * 1000 * 1000;
constexpr int kMaxFeeds = 20; ///< of one member in one calendar

pb::Feed toProto(const Feed &feed)
{
    pb::Feed message;
    message.set_id(idBytes(feed.id));
    message.set_busy_only(feed.busyOnly);
    message.set_created_by(idBytes(feed.createdBy));
    message.set_created_by_name(utf8(feed.createdByName));
    message.set_created_ms(feed.createdMs);
    return message;
}

std::string written(const ExportedEvents &exported, qint64 nowMs)
{
    const shared::ICalCodec codec(QTimeZone(exported.calendar.timeZone.toUtf8()));
    return codec.write(exported.events, {exported.calendar.name, nowMs}).toStdString();
}

/// An owner has a say over everybody's.
std::optional<shared::UserId> makerFor(const Calendar &calendar, const CallContext &caller)
{
    return shared::mayManage(calendar.role) ? std::nullopt : std::optional(caller.user);
}
}

TransferService::TransferService(Writer &writer, SagaRunner &runner, const CalendarOptions &options)
    : m_writer(writer)
    , m_runner(runner)
    , m_options(options)
    , m_pool(std::make_unique<HashPool>(kThreads, kMaxQueued))
{
}

void TransferService::close()
{
    std::unique_ptr<HashPool> pool;
    {
        const std::lock_guard lock(m_mutex);
        pool = std::move(m_pool);
    }
}

template <class Response>
void TransferService::submit(const Reply<Response> &reply, std::function<void()> work)
{
    bool taken = false;
    {
        const std::lock_guard lock(m_mutex);
        taken = m_pool && m_pool->submit(std::move(work));
    }
    if (!taken)
        reply(shared::Error{
            shared::ErrorCode::Unavailable, u"Too many calendars are being read or written."_s, {}, 5});
}

void TransferService::importCalendar(const CallContext &call, const pb::ImportRequest &request,
                                     Reply<pb::ImportResponse> reply)
{
    if (request.text().size() > kMaxText)
        return reply(shared::Error{shared::ErrorCode::TooLarge, u"A file has at most 20 MB."_s});
    const auto question = [call, calendar = request.calendar()](Database &database) {
        return requireAccess(database, call, calendar, Right::WriteEvents);
    };
    m_writer.read(call, question, [this, call, request, reply](const Result<Calendar> &calendar) {
        if (!calendar)
            return reply(calendar.error());
        submit(reply, [this, call, request, reply, zone = calendar->timeZone.toUtf8()] {
            const std::string &text = request.text();
            auto document =
                shared::ICalCodec(QTimeZone(zone)).read(QByteArrayView(text.data(), qsizetype(text.size())));
            if (!document)
                return reply(document.error());
            std::make_shared<ImportRun>(m_writer, m_runner, m_options, call,
                                        importAccess(call, request.calendar()), request.dry_run(), reply)
                ->start(keyOf(request.calendar()), *std::move(document));
        });
    });
}

void TransferService::exportCalendar(const CallContext &call, const pb::ExportRequest &request,
                                     Reply<pb::ExportResponse> reply)
{
    const auto question = [call, request](Database &database) { return readExport(database, call, request); };
    m_writer.read(call, question, [this, reply](const Result<ExportedEvents> &exported) {
        if (!exported)
            return reply(exported.error());
        submit(reply, [exported = *exported, reply, now = m_writer.clock().nowMs()] {
            pb::ExportResponse response;
            response.set_text(written(exported, now));
            response.set_name(utf8(exported.calendar.name));
            response.set_seq(exported.calendar.seq);
            reply(response);
        });
    });
}

void TransferService::createFeed(const CallContext &call, const pb::CreateFeedRequest &request,
                                 Reply<pb::CreatedFeed> reply)
{
    const auto command = [request, id = shared::newId<FeedId>(m_writer.clock()),
                          secret = FeedSecret::random()](UnitOfWork &unit) -> Result<pb::CreatedFeed> {
        const auto calendar = requireAccess(unit.db(), unit.caller(), request.calendar(), Right::See);
        if (!calendar)
            return calendar.error();
        FeedTable feeds(unit.db());
        if (feeds.count(calendar->id, unit.caller().user) >= kMaxFeeds)
            return conflict(u"There are too many links to this calendar; take some back first."_s,
                            u"too_many_feeds"_s);
        const Feed feed{id,
                        calendar->id,
                        request.busy_only() || calendar->role == shared::Role::Busy,
                        unit.caller().user,
                        unit.caller().username,
                        unit.nowMs()};
        feeds.insert(feed, secret.hash());
        unit.commit();
        pb::CreatedFeed created;
        *created.mutable_feed() = toProto(feed);
        created.set_secret(utf8(secret.text()));
        return created;
    };
    m_writer.run(call, keyOf(request.calendar()), command, std::move(reply));
}

void TransferService::feeds(const CallContext &call, const pb::CalendarRequest &request,
                            Reply<pb::FeedsResponse> reply)
{
    const auto question = [call, request](Database &database) -> Result<pb::FeedsResponse> {
        const auto calendar = requireAccess(database, call, request.calendar(), Right::See);
        if (!calendar)
            return calendar.error();
        pb::FeedsResponse response;
        for (const Feed &feed : FeedTable(database).ofCalendar(calendar->id, makerFor(*calendar, call)))
            *response.add_feeds() = toProto(feed);
        return response;
    };
    m_writer.read(call, question, std::move(reply));
}

void TransferService::revokeFeed(const CallContext &call, const pb::FeedRequest &request,
                                 Reply<pb::Empty> reply)
{
    const auto command = [request](UnitOfWork &unit) -> Result<pb::Empty> {
        const auto calendar = requireAccess(unit.db(), unit.caller(), request.calendar(), Right::See);
        if (!calendar)
            return calendar.error();
        if (!FeedTable(unit.db()).remove(calendar->id, idFromBytes<FeedId>(request.feed_id()),
                                         makerFor(*calendar, unit.caller())))
            return shared::Error{shared::ErrorCode::NotFound, u"There is no such feed."_s, u"no_such_feed"_s};
        unit.commit();
        return pb::Empty();
    };
    m_writer.run(call, keyOf(request.calendar()), command, std::move(reply));
}

void TransferService::readFeed(const CallContext &call, const pb::ReadFeedRequest &request,
                               Reply<pb::ReadFeedResponse> reply)
{
    const auto secret = FeedSecret::parse(request.secret());
    if (!secret)
        return reply(
            shared::Error{shared::ErrorCode::NotFound, u"There is no such feed."_s, u"no_such_feed"_s});
    const auto question = [hash = secret->hash(), etag = fromUtf8(request.known_etag())](Database &database) {
        return readFeedContent(database, hash, etag);
    };
    m_writer.read(call, question, [this, reply](const Result<FeedContent> &content) {
        if (!content)
            return reply(content.error());
        submit(reply, [content = *content, reply, now = m_writer.clock().nowMs()] {
            pb::ReadFeedResponse response;
            response.set_etag(utf8(content.etag));
            response.set_not_modified(content.known);
            if (!content.known)
                response.set_text(written(content.exported, now));
            reply(response);
        });
    });
}

}
