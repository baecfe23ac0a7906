#include "server/calendar/objects/objectcondition.h"

#include "server/calendar/errors.h"
#include "server/proto/convert.h"

#include <algorithm>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;

shared::Outcome checkCondition(const pb::ObjectCondition &condition, const std::optional<QString> &etag)
{
    const auto failed = [](const QString &message) {
        return preconditionFailed(message, u"condition"_s, {});
    };
    if (condition.if_absent() && etag)
        return failed(u"There is an object of that name already."_s);
    if (condition.if_exists() && !etag)
        return failed(u"There is no object of that name."_s);
    const auto isIt = [&etag](const std::string &wanted) { return etag && fromUtf8(wanted) == *etag; };
    if (condition.if_match_size() > 0
        && std::none_of(condition.if_match().begin(), condition.if_match().end(), isIt))
        return failed(u"The object has been changed since."_s);
    return shared::Done{};
}

}
