#include "client/models/noticelist.h"

#include <algorithm>

namespace hearth::client {

using shared::CalendarId;
using shared::Result;

namespace {
constexpr int kGatherMs = 300;
constexpr int kMostKept = 200;
constexpr qint64 kLookBack = 500; ///< changes of a calendar that are asked for at first
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

/// Of a calendar that one comes into nothing is new: all of it was there before.
void NoticeList::setCalendars(const QList<shared::Calendar> &calendars)
{
    QHash<CalendarId, qint64> seqs;
    bool isFresh = false;
    for (const shared::Calendar &calendar : calendars) {
        seqs.insert(calendar.id, std::max(calendar.seq, m_seqs.value(calendar.id)));
        if (m_seen.contains(calendar.id))
            continue;
        m_seen.insert(calendar.id, calendar.seq);
        isFresh = true;
        touch(calendar.id);
    }
    m_seqs = seqs;
    if (isFresh)
        m_sink.keepSeen(m_seen);
    if (std::none_of(m_notices.begin(), m_notices.end(),
                     [&seqs](const Notice &notice) { return !seqs.contains(notice.calendar); }))
        return;
    beginResetModel();
    m_notices.removeIf([&seqs](const Notice &notice) { return !seqs.contains(notice.calendar); });
    endResetModel();
    Q_EMIT unreadChanged();
}

void NoticeList::setOnline(bool online)
{
    if (std::exchange(m_online, online) == online || !online)
        return;
    for (auto it = m_seqs.begin(); it != m_seqs.end(); ++it)
        m_stale.insert(it.key());
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
    for (const CalendarId calendar : stale) {
        if (!m_seqs.contains(calendar))
            continue;
        // From the last one's beginning, which may be going on.
        const auto last = std::find_if(m_notices.begin(), m_notices.end(), [calendar](const Notice &notice) {
            return notice.calendar == calendar;
        });
        const qint64 since = last != m_notices.end()
            ? last->fromSeq - 1
            : std::max<qint64>(m_seqs.value(calendar) - kLookBack, 0);
        m_sink.fetchNotices(calendar, since, [this, calendar, since](const Result<QList<Notice>> &notices) {
            if (notices)
                take(calendar, since, *notices);
            else
                m_stale.insert(calendar); // with the next change or connection
        });
    }
}

void NoticeList::take(CalendarId calendar, qint64 since, const QList<Notice> &notices)
{
    beginResetModel();
    m_notices.removeIf([calendar, since](const Notice &notice) {
        return notice.calendar == calendar && notice.fromSeq > since;
    });
    for (const Notice &notice : notices)
        if (notice.user != m_self || notice.user.isNull())
            m_notices.append(notice);
    std::stable_sort(m_notices.begin(), m_notices.end(),
                     [](const Notice &a, const Notice &b) { return a.atMs > b.atMs; });
    if (m_notices.size() > kMostKept)
        m_notices.resize(kMostKept);
    endResetModel();
    Q_EMIT unreadChanged();
}

}
