#include "server/calendar/notices/noticesservice.h"

#include "server/calendar/access.h"
#include "server/calendar/changes/busymask.h"
#include "server/calendar/changes/changelog.h"
#include "server/calendar/errors.h"
#include "server/calendar/notices/noticegatherer.h"
#include "shared/sql/transaction.h"

#include <QJsonDocument>

#include <algorithm>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Database;
using shared::Result;

namespace {
constexpr int kGathered = 500;
constexpr int kMaxGathered = 1000;
}

NoticesService::NoticesService(Writer &writer)
    : m_writer(writer)
{
}

void NoticesService::notices(const CallContext &call, const pb::NoticesRequest &request,
                             Reply<pb::NoticesResponse> reply)
{
    const int limit = request.limit() > 0 ? std::min(request.limit(), kMaxGathered) : kGathered;
    const auto question = [call, request, limit](Database &database) -> Result<pb::NoticesResponse> {
        const shared::Transaction snapshot(database, shared::Transaction::Mode::Read);
        const auto calendar = requireAccess(database, call, request.calendar(), Right::Read);
        if (!calendar)
            return calendar.error();
        if (request.since() < 0)
            return invalidArgument(u"'since' is negative."_s);
        const auto changes = ChangeLog(database).since(calendar->id, request.since(), calendar->seq, limit);
        if (!changes)
            return changes.error();
        NoticeGatherer gatherer;
        for (shared::Change change : *changes) {
            maskFor(change, calendar->role, call.user);
            gatherer.add(change);
        }
        pb::NoticesResponse response;
        const auto notices = gatherer.notices();
        for (const QJsonObject &notice : notices)
            response.add_notices(QJsonDocument(notice).toJson(QJsonDocument::Compact).toStdString());
        response.set_seq(changes->isEmpty() ? request.since() : changes->last().seq);
        response.set_more(response.seq() < calendar->seq);
        return response;
    };
    m_writer.read(call, question, std::move(reply));
}

}
