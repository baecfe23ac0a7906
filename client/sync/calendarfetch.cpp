#include "client/sync/calendarfetch.h"

#include "client/replica/replicastore.h"
#include "client/sync/synccategory.h"
#include "shared/protocol/eventjson.h"
#include "shared/protocol/livejson.h"

#include <QJsonArray>

namespace hearth::client {

using namespace Qt::StringLiterals;
using shared::CalendarId;
using shared::Change;

namespace {
constexpr int kGone = 410;

QUrlQuery queryOf(std::initializer_list<std::pair<QString, QString>> items)
{
    QUrlQuery query;
    for (const auto &[name, value] : items)
        if (!value.isEmpty())
            query.addQueryItem(name, QString::fromLatin1(QUrl::toPercentEncoding(value)));
    return query;
}
}

CalendarFetch::CalendarFetch(ApiClient &api, ReplicaStore &store, const SyncOptions &options, QObject *parent)
    : QObject(parent)
    , m_api(api)
    , m_store(store)
    , m_remote(store)
    , m_options(options)
{
}

void CalendarFetch::start(CalendarId calendar)
{
    stop();
    m_calendar = calendar;
    begin();
}

void CalendarFetch::begin()
{
    if (m_store.calendars().cursor(m_calendar) >= 0)
        return fetchChanges();
    m_generation = m_remote.beginSnapshot();
    m_snapshotSeq = -1;
    fetchPage({});
}

void CalendarFetch::stop()
{
    ++m_run;
    m_calendar = {};
}

void CalendarFetch::fetchPage(const QString &cursor)
{
    request(u"events"_s, queryOf({{u"limit"_s, QString::number(m_options.pageSize)}, {u"cursor"_s, cursor}}),
            &CalendarFetch::takePage);
}

void CalendarFetch::takePage(const QJsonObject &body)
{
    // The first page's: what changes while the others are read comes again as a change.
    if (m_snapshotSeq < 0)
        m_snapshotSeq = body.value("seq"_L1).toInteger();
    QList<shared::Event> events;
    const QJsonArray array = body.value("events"_L1).toArray();
    for (const QJsonValue &item : array) {
        auto event = shared::eventFromJson(item.toObject());
        if (event)
            events.append(std::move(*event));
        else
            qCWarning(syncLog) << "unreadable event" << item.toObject().value("id"_L1).toString();
    }
    Q_EMIT applied(m_remote.snapshotPage(events, m_generation));
    const QString next = body.value("next_cursor"_L1).toString();
    if (!next.isEmpty())
        return fetchPage(next);
    Q_EMIT applied(m_remote.finishSnapshot(m_calendar, m_generation, m_snapshotSeq));
    fetchChanges();
}

void CalendarFetch::fetchChanges()
{
    const QString since = QString::number(m_store.calendars().cursor(m_calendar));
    request(u"changes"_s, queryOf({{u"since"_s, since}, {u"limit"_s, QString::number(m_options.pageSize)}}),
            &CalendarFetch::takeChanges);
}

void CalendarFetch::takeChanges(const QJsonObject &body)
{
    QList<Change> changes;
    const QJsonArray array = body.value("changes"_L1).toArray();
    for (const QJsonValue &item : array)
        if (const auto change = shared::changeFromJson(item.toObject()))
            changes.append(*change);
    Q_EMIT applied(m_remote.apply(changes));
    for (const Change &change : std::as_const(changes))
        Q_EMIT roomChanged(change);
    if (body.value("more"_L1).toBool() && !changes.isEmpty())
        return fetchChanges();
    Q_EMIT finished(std::exchange(m_calendar, {}));
}

void CalendarFetch::request(const QString &what, const QUrlQuery &query,
                            void (CalendarFetch::*take)(const QJsonObject &))
{
    ApiRequest request;
    request.path = u"/api/v1/calendars/%1/%2"_s.arg(m_calendar.toString(), what);
    request.query = query;
    m_api.send(request, this, [this, run = m_run, take](const ApiResult &result) {
        if (run != m_run)
            return;
        try {
            if (result.ok())
                (this->*take)(result.body);
            else
                fail(*result.error);
        } catch (const std::exception &error) {
            stop();
            Q_EMIT broken(QString::fromUtf8(error.what()));
        }
    });
}

void CalendarFetch::fail(const ApiError &error)
{
    const CalendarId calendar = m_calendar;
    if (error.status == kGone) {
        m_store.calendars().setCursor(calendar, -1);
        return start(calendar);
    }
    stop();
    Q_EMIT failed(calendar, error);
}

}
