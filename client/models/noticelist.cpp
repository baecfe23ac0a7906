#include "client/models/noticelist.h"

#include <algorithm>

namespace hearth::client {

using shared::CalendarId;
using shared::Result;

namespace {
constexpr int kGatherMs = 300;
constexpr int kMostKept = 200;
}

NoticeList::NoticeList(NoticeSink &sink, QObject *parent)
    : QAbstractListModel(parent)
    , m_sink(sink)
{
    m_gather.setSingleShot(true);
    m_gather.setInterval(kGatherMs);
    connect(&m_gather, &QTimer::timeout, this, &NoticeList::fetch);
}

int NoticeList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_notices.size());
}

QVariant NoticeList::data(const QModelIndex &index, int role) const
{
    if (role != Qt::DisplayRole || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    return m_notices.at(index.row()).name;
}

bool NoticeList::isNew(const Notice &notice) const { return notice.seq > m_seen.value(notice.calendar); }

int NoticeList::unread() const
{
    return static_cast<int>(std::count_if(m_notices.begin(), m_notices.end(),
                                          [this](const Notice &notice) { return isNew(notice); }));
}

void NoticeList::markSeen()
{
    if (unread() == 0)
        return;
    for (const Notice &notice : std::as_const(m_notices))
        m_seen[notice.calendar] = std::max(m_seen.value(notice.calendar), notice.seq);
    m_sink.keepSeen(m_seen);
    Q_EMIT unreadChanged();
}

void NoticeList::setCalendars(const QList<shared::Calendar> &calendars)
{
    QSet<CalendarId> now;
    for (const shared::Calendar &calendar : calendars)
        now.insert(calendar.id);
    const auto fresh = now - m_calendars;
    m_calendars = now;
    for (const CalendarId calendar : fresh)
        touch(calendar);
    const auto isGone = [&now](const Notice &notice) { return !now.contains(notice.calendar); };
    if (std::none_of(m_notices.begin(), m_notices.end(), isGone))
        return;
    beginResetModel();
    m_notices.removeIf(isGone);
    endResetModel();
    Q_EMIT unreadChanged();
}

void NoticeList::setOnline(bool online)
{
    if (std::exchange(m_online, online) == online || !online)
        return;
    m_stale = m_calendars;
    fetch();
}

void NoticeList::touch(CalendarId calendar)
{
    m_stale.insert(calendar);
    if (m_online && !m_gather.isActive())
        m_gather.start();
}

void NoticeList::fetch()
{
    const auto stale = std::exchange(m_stale, {});
    for (const CalendarId calendar : stale)
        if (m_calendars.contains(calendar))
            fetchFrom(calendar, sinceFor(calendar));
}

/// From the last one's beginning, where that may be going on.
qint64 NoticeList::sinceFor(CalendarId calendar) const
{
    const auto upTo = m_upTo.constFind(calendar);
    if (upTo == m_upTo.cend())
        return NoticeSink::kLatest;
    const auto last = std::find_if(m_notices.begin(), m_notices.end(),
                                   [calendar](const Notice &notice) { return notice.calendar == calendar; });
    return last != m_notices.end() && last->seq == *upTo ? last->fromSeq - 1 : *upTo;
}

void NoticeList::fetchFrom(CalendarId calendar, qint64 since)
{
    m_sink.fetchNotices(calendar, since, [this, calendar, since](const Result<NoticePage> &page) {
        if (page)
            return take(calendar, since, *page);
        // With the next change or connection, and from wherever the log then begins.
        m_upTo.remove(calendar);
        m_stale.insert(calendar);
    });
}

/// Of a calendar that one comes into nothing is new: all of it was there before.
void NoticeList::take(CalendarId calendar, qint64 since, const NoticePage &page)
{
    if (!m_calendars.contains(calendar))
        return;
    m_upTo.insert(calendar, page.seq);
    if (!m_seen.contains(calendar)) {
        m_seen.insert(calendar, page.seq);
        m_sink.keepSeen(m_seen);
    }
    beginResetModel();
    m_notices.removeIf([calendar, since](const Notice &notice) {
        return notice.calendar == calendar && notice.fromSeq > since;
    });
    for (const Notice &notice : page.notices)
        if (notice.user != m_self || notice.user.isNull())
            m_notices.append(notice);
    std::stable_sort(m_notices.begin(), m_notices.end(),
                     [](const Notice &a, const Notice &b) { return a.atMs > b.atMs; });
    if (m_notices.size() > kMostKept)
        m_notices.resize(kMostKept);
    endResetModel();
    Q_EMIT unreadChanged();
    if (page.more && page.seq > since)
        fetchFrom(calendar, page.seq);
}

}
