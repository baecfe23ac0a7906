#include "server/gateway/caldav/davanswer.h"
#include "server/gateway/caldav/davresources.h"
#include "server/gateway/caldav/multistatus.h"
#include "server/gateway/caldav/reports.h"
#include "server/gateway/gatewaycontext.h"
#include "server/proto/convert.h"

#include <QHash>
#include <QSet>
#include <QStringList>

namespace hearth::server::gateway::caldav {

using namespace Qt::StringLiterals;
using shared::Result;

namespace {
constexpr qsizetype kMaxHrefs = 10'000;
constexpr int kNamesAtOnce = 1'000;

/// Fetches the objects that are named, some at a time, and answers in the order of the request.
class Multiget : public std::enable_shared_from_this<Multiget> {
public:
    Multiget(ExchangePtr exchange, DavResource calendar, ObjectForm form, QStringList hrefs)
        : m_exchange(std::move(exchange))
        , m_calendar(std::move(calendar))
        , m_form(std::move(form))
        , m_hrefs(std::move(hrefs))
    {
        for (const QString &href : std::as_const(m_hrefs))
            if (const auto name = nameAt(href))
                m_wanted.append(*name);
        m_wanted.removeDuplicates();
    }

    void next()
    {
        if (m_wanted.isEmpty() || m_data >= kMaxAnswerData)
            return answer();
        calendar::GetObjectsRequest request;
        *request.mutable_calendar() = calendarRef(*m_exchange, m_calendar.path);
        request.set_with_data(m_form.withData);
        *request.mutable_form() = m_form.form;
        while (!m_wanted.isEmpty() && request.names_size() < kNamesAtOnce)
            request.add_names(utf8(m_wanted.takeFirst()));
        m_exchange->context().calendar.objects().getObjects(
            m_exchange->call(), request,
            [self = shared_from_this()](const Result<calendar::GetObjectsResponse> &response) {
                self->take(response);
            });
    }

private:
    /// The name of an object of this calendar that the href points to.
    std::optional<QString> nameAt(const QString &href) const
    {
        const auto path = DavPath::fromHref(href);
        if (!path || !path->is(Kind::Object) || !isOwn(*m_exchange, *path)
            || calendarIdOf(m_calendar.user, path->calendar) != m_calendar.calendar->id)
            return std::nullopt;
        return path->object;
    }

    void take(const Result<calendar::GetObjectsResponse> &response)
    {
        if (!response)
            return failAt(m_exchange, m_calendar.path, response.error());
        for (const calendar::CalendarObject &each : response->objects()) {
            m_data += each.data().size();
            m_found.insert(fromUtf8(each.name()), each);
        }
        if (response->objects_size() > 0)
            for (const std::string &name : response->left())
                m_wanted.append(fromUtf8(name));
        next();
    }

    void answer()
    {
        MultiStatus answer;
        QSet<QString> answered;
        for (const QString &href : std::as_const(m_hrefs)) {
            const auto name = nameAt(href);
            if (answered.contains(name.value_or(href)))
                continue;
            answered.insert(name.value_or(href));
            const auto found = name ? m_found.constFind(*name) : m_found.constEnd();
            if (name && m_wanted.contains(*name)) {
                answer.addStatus(href, 507, dav("number-of-matches-within-limits"));
                continue;
            }
            if (found == m_found.constEnd()) {
                answer.addStatus(href, 404);
                continue;
            }
            DavResource resource = m_calendar;
            resource.path = m_calendar.path.objectOf(*name);
            resource.object = *found;
            answer.add(resource, m_form.properties);
        }
        m_exchange->send(answer.answer());
    }

    const ExchangePtr m_exchange;
    const DavResource m_calendar;
    const ObjectForm m_form;
    const QStringList m_hrefs;
    QStringList m_wanted; ///< not fetched yet
    size_t m_data = 0;
    QHash<QString, calendar::CalendarObject> m_found;
};
}

void calendarMultiget(const ExchangePtr &exchange, const DavResource &calendar, const XmlElement &root)
{
    const auto form = readForm(root, exchange->request().headers);
    if (!form)
        return failAt(exchange, calendar.path, form.error());
    QStringList hrefs;
    for (const XmlElement &each : root.children)
        if (each.name == dav("href"))
            hrefs.append(each.text.trimmed());
    if (hrefs.size() > kMaxHrefs)
        return refuse(exchange, dav("number-of-matches-within-limits"));
    std::make_shared<Multiget>(exchange, calendar, *form, hrefs)->next();
}

}
