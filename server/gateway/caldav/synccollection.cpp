#include "server/gateway/caldav/davanswer.h"
#include "server/gateway/caldav/davresources.h"
#include "server/gateway/caldav/multistatus.h"
#include "server/gateway/caldav/reports.h"
#include "server/gateway/caldav/synctoken.h"
#include "server/gateway/gatewaycontext.h"
#include "server/proto/convert.h"

#include <algorithm>

namespace hearth::server::gateway::caldav {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::ErrorCode;
using shared::Result;

namespace {
/// DAV:limit/DAV:nresults; nothing where there is none.
Result<std::optional<int>> readLimit(const XmlElement &root)
{
    const XmlElement *limit = root.child(dav("limit"));
    const XmlElement *results = limit ? limit->child(dav("nresults")) : nullptr;
    if (!results)
        return std::optional<int>();
    bool ok = false;
    const int wanted = results->text.trimmed().toInt(&ok);
    if (!ok || wanted <= 0)
        return Error{ErrorCode::InvalidArgument, u"The limit is not a number."_s, u"malformed_xml"_s};
    return std::optional(std::min(wanted, kMaxResponses));
}

/// Gathers the service's pages into one answer, of as many changes as the client takes.
class SyncPages : public std::enable_shared_from_this<SyncPages> {
public:
    SyncPages(ExchangePtr exchange, DavResource calendar, ObjectForm form, int limit)
        : m_exchange(std::move(exchange))
        , m_calendar(std::move(calendar))
        , m_form(std::move(form))
        , m_limit(limit)
    {
    }

    void fetch(const SyncPosition &since)
    {
        calendar::SyncObjectsRequest request;
        *request.mutable_calendar() = calendarRef(*m_exchange, m_calendar.path);
        request.set_since(since.changed);
        request.set_removed_since(since.removed);
        request.set_limit(m_limit - m_answer.size());
        request.set_with_data(m_form.withData);
        m_exchange->context().calendar.objects().syncObjects(
            m_exchange->call(), request,
            [self = shared_from_this(), since](const Result<calendar::SyncObjectsResponse> &page) {
                self->take(since, page);
            });
    }

private:
    void take(const SyncPosition &since, const Result<calendar::SyncObjectsResponse> &page)
    {
        if (!page)
            return failAt(m_exchange, m_calendar.path, page.error());
        add(*page);
        const SyncPosition reached = positionAfter(since, *page);
        const bool full = m_answer.size() >= m_limit || m_data >= kMaxAnswerData;
        if (page->more() && !full && reached.changed > since.changed)
            return fetch(reached);
        if (page->more()) // RFC 6578, 3.6
            m_answer.addStatus(m_calendar.path.href(), 507, dav("number-of-matches-within-limits"));
        m_answer.addSyncToken(syncToken(*m_calendar.calendar, reached));
        m_exchange->send(m_answer.answer());
    }

    void add(const calendar::SyncObjectsResponse &page)
    {
        for (const calendar::CalendarObject &each : page.changed()) {
            DavResource resource = m_calendar;
            resource.path = m_calendar.path.objectOf(fromUtf8(each.name()));
            resource.object = each;
            m_data += each.data().size();
            m_answer.add(resource, m_form.properties);
        }
        for (const std::string &name : page.removed())
            m_answer.addStatus(m_calendar.path.objectOf(fromUtf8(name)).href(), 404);
    }

    /// Who began at the beginning needs the removals from then on, whatever the log still has of before.
    static SyncPosition positionAfter(const SyncPosition &since, const calendar::SyncObjectsResponse &page)
    {
        const qint64 removals = since.changed == 0 ? page.newest() : since.removed;
        return {page.seq(), page.seq() < removals ? removals : 0};
    }

    const ExchangePtr m_exchange;
    const DavResource m_calendar;
    const ObjectForm m_form;
    const int m_limit;
    MultiStatus m_answer;
    size_t m_data = 0;
};
}

// Objects lie directly in the calendar: the levels 1 and infinite are the same.
void syncCollection(const ExchangePtr &exchange, const DavResource &calendar, const XmlElement &root)
{
    const auto form = readForm(root, exchange->request().headers);
    if (!form)
        return failAt(exchange, calendar.path, form.error());
    const auto limit = readLimit(root);
    if (!limit)
        return exchange->fail(limit.error());
    const XmlElement *element = root.child(dav("sync-token"));
    const QString token = element ? element->text.trimmed() : QString();
    const auto since =
        token.isEmpty() ? std::optional(SyncPosition()) : readSyncToken(*calendar.calendar, token);
    if (!since)
        return refuse(exchange, dav("valid-sync-token"));
    std::make_shared<SyncPages>(exchange, calendar, *form, limit->value_or(kMaxResponses))->fetch(*since);
}

}
