#include "server/calendar/subscriptions/refreshpace.h"

#include <QList>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype kHead = 16 * 1024; ///< where a calendar's own properties are
constexpr qint64 kMaxWishMs = RefreshPace::kDayMs;
constexpr int kMaxDoublings = 10;

qint64 bounded(qint64 seconds) { return std::clamp<qint64>(seconds, 0, kMaxWishMs / 1000) * 1000; }

/// RFC 5545's DURATION, without a sign.
qint64 durationSeconds(const QString &text)
{
    static const QRegularExpression kDuration(
        u"^P(?:(\\d{1,4})W)?(?:(\\d{1,4})D)?(?:T(?:(\\d{1,6})H)?(?:(\\d{1,6})M)?(?:(\\d{1,6})S)?)?$"_s);
    const auto match = kDuration.match(text.trimmed());
    if (!match.hasMatch())
        return 0;
    const auto part = [&match](int index) { return match.captured(index).toLongLong(); };
    return (((part(1) * 7 + part(2)) * 24 + part(3)) * 60 + part(4)) * 60 + part(5);
}
}

qint64 maxAgeMs(const QByteArray &cacheControl)
{
    const QList<QByteArray> items = cacheControl.toLower().split(',');
    for (const QByteArray &item : items) {
        const QByteArray directive = item.trimmed();
        if (directive.startsWith("max-age="))
            return bounded(directive.sliced(8).toLongLong());
    }
    return 0;
}

qint64 retryAfterMs(const QByteArray &retryAfter, qint64 nowMs)
{
    bool isNumber = false;
    const qint64 seconds = retryAfter.trimmed().toLongLong(&isNumber);
    if (isNumber)
        return bounded(seconds);
    const auto date =
        QLocale::c().toDateTime(QString::fromLatin1(retryAfter), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s);
    if (!date.isValid())
        return 0;
    const QDateTime utc(date.date(), date.time(), Qt::UTC);
    return bounded((utc.toMSecsSinceEpoch() - nowMs) / 1000);
}

qint64 publishedEveryMs(const QByteArray &text)
{
    const qsizetype events = text.indexOf("BEGIN:VEVENT");
    const QByteArray head = text.left(events < 0 ? kHead : std::min(events, kHead));
    const QList<QByteArray> lines = head.split('\n');
    for (const QByteArray &line : lines) {
        const QByteArray name = line.left(16).toUpper();
        const qsizetype colon = line.lastIndexOf(':');
        if (colon > 0 && (name.startsWith("REFRESH-INTERVAL") || name.startsWith("X-PUBLISHED-TTL")))
            return bounded(durationSeconds(QString::fromLatin1(line.sliced(colon + 1))));
    }
    return 0;
}

qint64 RefreshPace::afterSuccess(qint64 nowMs, qint64 wishMs) const
{
    return at(nowMs, std::max(m_intervalMs, std::min(wishMs, kMaxWishMs)));
}

qint64 RefreshPace::afterFailure(qint64 nowMs, int failures, qint64 wishMs) const
{
    const qint64 doubled = m_intervalMs << std::clamp(failures - 1, 0, kMaxDoublings);
    const qint64 pause = std::max(m_intervalMs, std::min(doubled, kDayMs));
    return at(nowMs, std::max(pause, std::min(wishMs, kMaxWishMs)));
}

qint64 RefreshPace::at(qint64 nowMs, qint64 pauseMs) const
{
    return nowMs + pauseMs + static_cast<qint64>(static_cast<double>(pauseMs) * m_chance / 10);
}

}
