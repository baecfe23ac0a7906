#include "server/gateway/caldav/davresources.h"

#include "server/gateway/caldav/davanswer.h"
#include "server/gateway/gatewaycontext.h"
#include "server/proto/convert.h"
#include "shared/base/text.h"

namespace hearth::server::gateway::caldav {

using namespace Qt::StringLiterals;
using shared::Result;

namespace {
DavResource resourceAt(const Exchange &exchange, const DavPath &path)
{
    DavResource resource;
    resource.path = path;
    resource.user = exchange.token().user;
    resource.username = exchange.token().username;
    return resource;
}

void findObject(const ExchangePtr &exchange, const DavResource &resource, bool withData, const Found &found)
{
    calendar::GetObjectsRequest request;
    *request.mutable_calendar() = calendarRef(*exchange, resource.path);
    request.add_names(utf8(resource.path.object));
    request.set_with_data(withData);
    exchange->context().calendar.objects().getObjects(
        exchange->call(), request, [resource, found](const Result<calendar::GetObjectsResponse> &response) {
            if (!response)
                return found(response.error());
            if (response->objects_size() == 0)
                return found(nothingHere());
            DavResource object = resource;
            object.object = response->objects(0);
            found(object);
        });
}

void findCalendar(const ExchangePtr &exchange, const DavPath &path, bool withData, const Found &found)
{
    calendar::CalendarRequest request;
    *request.mutable_calendar() = calendarRef(*exchange, path);
    exchange->context().calendar.findCalendar(
        exchange->call(), request,
        [exchange, path, withData, found](const Result<calendar::Calendar> &response) {
            if (!response)
                return found(response.error());
            DavResource resource = resourceAt(*exchange, path);
            resource.calendar = fromProto(*response);
            if (path.is(Kind::Calendar))
                return found(resource);
            findObject(exchange, resource, withData, found);
        });
}

void listCalendars(const ExchangePtr &exchange, const DavPath &home, const Listed &listed)
{
    exchange->context().calendar.calendars(
        exchange->call(), {}, [exchange, home, listed](const Result<calendar::CalendarsResponse> &response) {
            if (!response)
                return listed(response.error());
            Children children;
            for (const calendar::Calendar &each : response->calendars()) {
                const auto calendar = fromProto(each);
                DavResource resource = resourceAt(*exchange, home.calendarOf(calendar.id.toString()));
                resource.calendar = calendar;
                children.resources.push_back(std::move(resource));
            }
            listed(std::move(children));
        });
}

/// Goes through the pages of a list; lives as long as an answer is under way.
class ObjectPages : public std::enable_shared_from_this<ObjectPages> {
public:
    ObjectPages(ExchangePtr exchange, DavResource parent, calendar::ListObjectsRequest question,
                Listed listed)
        : m_exchange(std::move(exchange))
        , m_parent(std::move(parent))
        , m_question(std::move(question))
        , m_listed(std::move(listed))
    {
    }

    void next()
    {
        m_exchange->context().calendar.objects().listObjects(
            m_exchange->call(), m_question,
            [self = shared_from_this()](const Result<calendar::ListObjectsResponse> &page) {
                self->take(page);
            });
    }

private:
    void take(const Result<calendar::ListObjectsResponse> &page)
    {
        if (!page)
            return m_listed(page.error());
        for (const calendar::CalendarObject &each : page->objects()) {
            DavResource resource = m_parent;
            resource.path = m_parent.path.objectOf(fromUtf8(each.name()));
            resource.object = each;
            m_data += each.data().size();
            m_children.resources.push_back(std::move(resource));
        }
        const bool full = m_children.resources.size() >= kMaxResponses || m_data >= kMaxAnswerData;
        m_children.truncated = page->more() && full;
        if (!page->more() || m_children.truncated || page->objects_size() == 0)
            return m_listed(std::move(m_children));
        m_question.set_after(page->objects(page->objects_size() - 1).name());
        next();
    }

    const ExchangePtr m_exchange;
    const DavResource m_parent;
    calendar::ListObjectsRequest m_question;
    const Listed m_listed;
    Children m_children;
    size_t m_data = 0;
};
}

bool isOwn(const Exchange &exchange, const DavPath &path)
{
    return path.user.isEmpty()
        || shared::foldedKey(path.user) == shared::foldedKey(exchange.token().username);
}

calendar::CalendarRef calendarRef(const Exchange &exchange, const DavPath &path)
{
    calendar::CalendarRef ref;
    ref.set_id(idBytes(calendarIdOf(exchange.token().user, path.calendar)));
    return ref;
}

void findResource(const ExchangePtr &exchange, const DavPath &path, bool withData, Found found)
{
    if (!isOwn(*exchange, path))
        return found(nothingHere());
    if (path.is(Kind::Calendar) || path.is(Kind::Object))
        return findCalendar(exchange, path, withData, found);
    found(resourceAt(*exchange, path));
}

void listChildren(const ExchangePtr &exchange, const DavResource &parent, bool withData, Listed listed)
{
    const QString &username = parent.username;
    const auto only = [&](std::initializer_list<DavPath> paths) {
        Children children;
        for (const DavPath &path : paths)
            children.resources.push_back(resourceAt(*exchange, path));
        listed(std::move(children));
    };
    switch (parent.path.kind) {
    case Kind::Root:
        return only({{Kind::Principals, {}, {}, {}}, {Kind::Homes, {}, {}, {}}});
    case Kind::Principals:
        return only({{Kind::Principal, username, {}, {}}});
    case Kind::Homes:
        return only({{Kind::Home, username, {}, {}}});
    case Kind::Principal:
    case Kind::Object:
        return only({});
    case Kind::Home:
        return listCalendars(exchange, parent.path, listed);
    case Kind::Calendar: {
        calendar::ListObjectsRequest question;
        *question.mutable_calendar() = calendarRef(*exchange, parent.path);
        question.set_with_data(withData);
        return listObjects(exchange, parent, question, listed);
    }
    }
    Q_UNREACHABLE();
}

void listObjects(const ExchangePtr &exchange, const DavResource &parent,
                 const calendar::ListObjectsRequest &question, Listed listed)
{
    std::make_shared<ObjectPages>(exchange, parent, question, std::move(listed))->next();
}

}
