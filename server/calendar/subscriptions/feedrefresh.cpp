#include "server/calendar/subscriptions/feedrefresh.h"

#include "server/calendar/subscriptions/bodydecoder.h"
#include "server/calendar/subscriptions/feedurl.h"

#include <QCryptographicHash>
#include <QRandomGenerator>
#include <QTimeZone>

#include <algorithm>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::Outcome;
using shared::Result;

namespace {
QString hashOf(const QByteArray &text)
{
    return QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex());
}

Error tooBusy()
{
    return {shared::ErrorCode::Unavailable, u"The server has too much to do right now."_s, u"busy"_s};
}
}

FeedRefresh::FeedRefresh(const Tools &tools, FeedClaim claim, std::function<void()> done)
    : m_tools(tools)
    , m_claim(std::move(claim))
    , m_done(std::move(done))
{
}

void FeedRefresh::start()
{
    const FeedSubscription &known = m_claim.subscription;
    const auto url = parseFeedUrl(known.url, m_tools.options.feedPorts);
    if (!url)
        return fail(url.error());
    FetchRequest request{*url, {}, {}};
    // What another owner brought in is brought in anew: private events are their maker's.
    if (known.syncedAs == m_claim.owner) {
        request.etag = known.etag.toLatin1();
        request.lastModified = known.lastModified.toLatin1();
    }
    m_tools.fetches.fetch(
        request, [self = shared_from_this()](const Result<FetchedText> &text) { self->fetched(text); });
}

void FeedRefresh::fetched(const Result<FetchedText> &text)
{
    if (!text)
        return fail(text.error());
    m_wishMs = maxAgeMs(text->cacheControl);
    if (text->notModified)
        return succeed();
    if (!m_tools.readers.submit([self = shared_from_this(), text = *text] { self->read(text); }))
        fail(tooBusy());
}

void FeedRefresh::read(const FetchedText &text)
{
    const auto body = decodedBody(text.body, text.encoding, CalendarFetch::kMaxBytes);
    if (!body)
        return fail(body.error());
    FeedSubscription &known = m_claim.subscription;
    known.etag = QString::fromLatin1(text.etag);
    known.lastModified = QString::fromLatin1(text.lastModified);
    m_wishMs = std::max(m_wishMs, publishedEveryMs(*body));
    const QString hash = hashOf(*body);
    if (hash == known.contentHash && known.syncedAs == m_claim.owner)
        return succeed();
    auto document = shared::ICalCodec(QTimeZone(m_claim.calendar.timeZone.toUtf8())).read(*body);
    if (!document)
        return fail(document.error());
    known.contentHash = hash;
    std::make_shared<FeedSync>(m_tools.writer, m_tools.runner, m_tools.options, m_claim,
                               [self = shared_from_this()](const Outcome &outcome) {
                                   outcome ? self->succeed() : self->fail(outcome.error());
                               })
        ->start(*std::move(document));
}

void FeedRefresh::succeed()
{
    FeedSubscription &known = m_claim.subscription;
    const qint64 now = m_tools.writer.clock().nowMs();
    known.syncedAs = m_claim.owner;
    known.successMs = now;
    known.failures = 0;
    known.errorReason.clear();
    known.errorMessage.clear();
    known.nextMs = pace().afterSuccess(now, m_wishMs);
    record();
}

// What was fetched is not what is there: the next time it is asked for whole.
void FeedRefresh::fail(const Error &error)
{
    FeedSubscription &known = m_claim.subscription;
    known.etag.clear();
    known.lastModified.clear();
    known.contentHash.clear();
    known.failures = std::min(known.failures + 1, 1000);
    known.errorReason = error.reason.isEmpty() ? shared::errorCodeName(error.code) : error.reason;
    known.errorMessage = error.message;
    known.nextMs = pace().afterFailure(m_tools.writer.clock().nowMs(), known.failures,
                                       qint64(error.retryAfterSeconds) * 1000);
    record();
}

void FeedRefresh::record()
{
    const auto command = [claim = m_claim](UnitOfWork &unit) -> Outcome {
        SubscriptionTable(unit.db()).finish(claim.subscription, claim.leaseOwner);
        unit.commit();
        return shared::Done{};
    };
    m_tools.writer.run({}, m_claim.calendar.id.value, command,
                       [self = shared_from_this()](const Outcome &) { self->m_done(); });
}

RefreshPace FeedRefresh::pace() const
{
    return {m_claim.subscription.intervalMs, QRandomGenerator::global()->generateDouble()};
}

}
