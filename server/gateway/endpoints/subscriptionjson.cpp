#include "server/gateway/endpoints/subscriptionjson.h"

#include "server/proto/convert.h"
#include "shared/domain/zonedtime.h"
#include "shared/protocol/calendarjson.h"

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 kMinuteMs = 60'000;

void insertTime(QJsonObject &object, const QString &name, qint64 ms)
{
    if (ms > 0)
        object.insert(name, shared::formatUtc(ms));
}
}

QJsonObject subscriptionJson(const calendar::SubscribedCalendar &subscription)
{
    const QJsonObject calendar = shared::toJson(fromProto(subscription.calendar()));
    QJsonObject object{{u"calendar_id"_s, calendar.value("id"_L1)},
                       {u"name"_s, calendar.value("name"_L1)},
                       {u"calendar"_s, calendar},
                       {u"interval_minutes"_s, subscription.interval_ms() / kMinuteMs},
                       {u"refreshing"_s, subscription.refreshing()},
                       {u"failures"_s, subscription.failures()}};
    if (!subscription.url().empty())
        object.insert(u"url"_s, fromUtf8(subscription.url()));
    if (!subscription.host().empty())
        object.insert(u"host"_s, fromUtf8(subscription.host()));
    insertTime(object, u"created_at"_s, subscription.created_ms());
    insertTime(object, u"last_attempt"_s, subscription.attempt_ms());
    insertTime(object, u"last_success"_s, subscription.success_ms());
    insertTime(object, u"next_refresh"_s, subscription.next_ms());
    if (!subscription.error_reason().empty())
        object.insert(u"last_error"_s,
                      QJsonObject{{u"reason"_s, fromUtf8(subscription.error_reason())},
                                  {u"message"_s, fromUtf8(subscription.error_message())}});
    return object;
}

}
