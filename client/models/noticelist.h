#pragma once

#include "client/models/notice.h"
#include "shared/base/result.h"
#include "shared/domain/calendar.h"

#include <QAbstractListModel>
#include <QHash>
#include <QSet>
#include <QTimer>

#include <functional>

namespace hearth::client {

/// What was done in a calendar after some seq, in order.
struct NoticePage {
    QList<Notice> notices;
    qint64 seq = 0; ///< of the last change that was looked at
    bool more = false; ///< there are later ones
};

/// The way to a server's notices. Answers come later, on the caller's thread.
class NoticeSink {
public:
    virtual ~NoticeSink() = default;

    using Answered = std::function<void(const shared::Result<NoticePage> &)>;
    static constexpr qint64 kLatest = -1; ///< a `since`: as far back as one page reaches
    /// What was done after the seq `since`.
    virtual void fetchNotices(shared::CalendarId calendar, qint64 since, Answered answered) = 0;
    /// Up to which seq of each calendar they have been seen, to be found again after a restart.
    virtual void keepSeen(const QHash<shared::CalendarId, qint64> &seen) = 0;
};

/// What others did in all calendars, newest first, and how much of it has not been seen.
class NoticeList : public QAbstractListModel {
    Q_OBJECT

public:
    explicit NoticeList(NoticeSink &sink, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    /// DisplayRole: the thing's name.
    QVariant data(const QModelIndex &index, int role) const override;
    const Notice &at(int row) const { return m_notices.at(row); }
    bool isNew(const Notice &notice) const;
    int unread() const;
    void markSeen();

    // Fed by the account.
    void setSelf(shared::UserId self) { m_self = self; }
    void setCalendars(const QList<shared::Calendar> &calendars);
    void setOnline(bool online);
    /// Something was done there.
    void touch(shared::CalendarId calendar);
    void restoreSeen(const QHash<shared::CalendarId, qint64> &seen) { m_seen = seen; }

Q_SIGNALS:
    void unreadChanged();

private:
    void fetch();
    void fetchFrom(shared::CalendarId calendar, qint64 since);
    qint64 sinceFor(shared::CalendarId calendar) const;
    void take(shared::CalendarId calendar, qint64 since, const NoticePage &page);

    NoticeSink &m_sink;
    shared::UserId m_self;
    QList<Notice> m_notices;
    QSet<shared::CalendarId> m_calendars;
    QHash<shared::CalendarId, qint64> m_upTo; ///< how far each calendar has been read
    QHash<shared::CalendarId, qint64> m_seen;
    QSet<shared::CalendarId> m_stale;
    QTimer m_gather; ///< many changes are one question
    bool m_online = false;
};

}
