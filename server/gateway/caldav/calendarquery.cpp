#include "server/gateway/caldav/davanswer.h"
#include "server/gateway/caldav/davresources.h"
#include "server/gateway/caldav/filterreader.h"
#include "server/gateway/caldav/multistatus.h"
#include "server/gateway/caldav/reports.h"

namespace hearth::server::gateway::caldav {

using namespace Qt::StringLiterals;
using shared::Result;

// Depth is not looked at: objects lie directly in the calendar, and who asks without the field means them.
void calendarQuery(const ExchangePtr &exchange, const DavResource &calendar, const XmlElement &root)
{
    const auto form = readForm(root, exchange->request().headers);
    if (!form)
        return failAt(exchange, calendar.path, form.error());
    const XmlElement *filter = root.child(caldav("filter"));
    if (!filter)
        return refuse(exchange, caldav("valid-filter"));
    const auto wanted = readFilter(*filter);
    if (!wanted)
        return failAt(exchange, calendar.path, wanted.error());
    calendar::ListObjectsRequest question;
    *question.mutable_calendar() = calendarRef(*exchange, calendar.path);
    *question.mutable_filter() = *wanted;
    question.set_with_data(form->withData);
    *question.mutable_form() = form->form;
    listObjects(exchange, calendar, question,
                [exchange, calendar, request = form->properties](const Result<Children> &children) {
                    if (!children)
                        return failAt(exchange, calendar.path, children.error());
                    MultiStatus answer;
                    for (const DavResource &each : children->resources)
                        answer.add(each, request);
                    if (children->truncated)
                        answer.addStatus(calendar.path.href(), 507, dav("number-of-matches-within-limits"));
                    exchange->send(answer.answer());
                });
}

}
