#include "client/sync/outboxsender.h"

#include "client/replica/replicastore.h"
#include "client/sync/synccategory.h"
#include "shared/protocol/eventjson.h"

namespace hearth::client {

using namespace Qt::StringLiterals;
using shared::CalendarId;

namespace {
constexpr int kNotFound = 404;

void nameOccurrence(ApiRequest &request, const OutboxEntry &entry)
{
    if (entry.occurrence.isEmpty())
        return;
    request.query.addQueryItem(u"occurrence"_s, entry.occurrence);
    request.query.addQueryItem(u"scope"_s, scopeName(entry.scope));
}

QString nameOf(ReplicaStore &store, const OutboxEntry &entry)
{
    if (entry.snapshot)
        return entry.snapshot->name;
    const auto row = store.events().find(entry.event);
    return row && row->server ? row->server->name : QString();
}
}

OutboxSender::OutboxSender(ApiClient &api, ReplicaStore &store, const SyncOptions &options, QObject *parent)
    : QObject(parent)
    , m_api(api)
    , m_store(store)
    , m_results(store)
    , m_backoff(options)
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &OutboxSender::kick);
}

void OutboxSender::resume()
{
    m_running = true;
    m_retry.stop();
    m_backoff.reset();
    kick();
}

void OutboxSender::pause()
{
    m_running = false;
    m_retry.stop();
}

void OutboxSender::kick()
{
    if (!m_running || m_busy || m_retry.isActive())
        return;
    try {
        if (const auto entry = m_store.outbox().next())
            send(*entry);
    } catch (const std::exception &error) {
        pause();
        Q_EMIT broken(QString::fromUtf8(error.what()));
    }
}

void OutboxSender::send(const OutboxEntry &entry)
{
    m_results.markSent(entry.position);
    m_busy = true;
    const bool makes = entry.kind == OutboxKind::Create || !entry.made.isNull();
    m_creatingIn = makes ? entry.calendar : CalendarId();
    m_api.send(requestFor(entry), this,
               [this, position = entry.position](const ApiResult &result) { finish(position, result); });
}

void OutboxSender::finish(qint64 position, const ApiResult &result)
{
    m_busy = false;
    try {
        if (const auto entry = m_store.outbox().at(position)) // gone where its calendar is gone
            take(*entry, result);
    } catch (const std::exception &error) {
        pause();
        Q_EMIT broken(QString::fromUtf8(error.what()));
    }
    m_creatingIn = {};
    Q_EMIT settled();
    kick();
}

ApiRequest OutboxSender::requestFor(const OutboxEntry &entry) const
{
    const QString events = u"/api/v1/calendars/%1/events"_s.arg(entry.calendar.toString());
    const QString path = events + u'/' + m_store.aliases().toServer(entry.event).toString();
    switch (entry.kind) {
    case OutboxKind::Create: {
        ApiRequest request{"POST", events};
        request.body = shared::draftToJson(*entry.snapshot);
        request.idempotencyKey = entry.key.toByteArray(QUuid::WithoutBraces);
        return request;
    }
    case OutboxKind::Change: {
        ApiRequest request{"PATCH", path};
        request.body = entry.patch;
        if (entry.baseVersion > 0)
            request.body->insert(u"base_version"_s, entry.baseVersion);
        nameOccurrence(request, entry);
        return request;
    }
    case OutboxKind::Remove: {
        ApiRequest request{"DELETE", path};
        nameOccurrence(request, entry);
        return request;
    }
    case OutboxKind::Restore:
        return {"POST", path + u"/restore"_s};
    }
    Q_UNREACHABLE();
}

void OutboxSender::take(const OutboxEntry &entry, const ApiResult &result)
{
    if (!result.ok())
        return takeError(entry, *result.error);
    m_backoff.reset();
    takeAnswer(entry, result.body);
}

void OutboxSender::takeAnswer(const OutboxEntry &entry, const QJsonObject &body)
{
    const auto event = shared::eventFromJson(body);
    if (!event) {
        qCWarning(syncLog) << "unreadable answer to a change of event" << entry.event.toString();
        return retryLater(0);
    }
    // Taking out one occurrence leaves the series, which is the answer.
    if (entry.kind == OutboxKind::Remove && entry.scope == shared::EditScope::All)
        Q_EMIT applied(m_results.confirmRemoval(entry.position, event->version));
    else
        Q_EMIT applied(m_results.confirm(entry.position, *event));
}

void OutboxSender::takeError(const OutboxEntry &entry, const ApiError &error)
{
    switch (error.failure) {
    case Failure::Retry:
        return retryLater(error.error.retryAfterSeconds);
    case Failure::SignedOut:
    case Failure::WrongServer:
        pause();
        Q_EMIT failed(error);
        return;
    case Failure::Conflict: {
        const auto current = shared::eventFromJson(error.body.value("event"_L1).toObject());
        if (!current)
            return refuse(entry, error.error);
        Q_EMIT applied(m_results.conflict(entry.position, *current));
        return;
    }
    case Failure::Refused:
        break;
    }
    // A try whose answer was lost may have moved the occurrence that the next one names.
    const bool triedBefore = entry.tries > 1 && !entry.occurrence.isEmpty();
    if (error.status == kNotFound && (entry.kind == OutboxKind::Remove || triedBefore)) {
        Q_EMIT applied(m_results.refuse(entry.position)); // done already, of which a push tells or has told
        return;
    }
    refuse(entry, error.error);
}

void OutboxSender::refuse(const OutboxEntry &entry, const shared::Error &error)
{
    const QString name = nameOf(m_store, entry);
    qCInfo(syncLog) << "the server refused a change of event" << entry.event.toString()
                    << errorCodeName(error.code);
    Q_EMIT applied(m_results.refuse(entry.position));
    Q_EMIT refused(tr("“%1” could not be saved: %2").arg(name, error.message));
}

void OutboxSender::retryLater(int seconds)
{
    if (!m_running)
        return;
    m_retry.start(std::max(m_backoff.next(), std::chrono::milliseconds(seconds * 1000)));
}

}
