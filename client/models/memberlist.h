#pragma once

#include "shared/domain/calendar.h"

#include <QAbstractListModel>
#include <QHash>
#include <QSet>

namespace hearth::client {

/// The people of all calendars that the person is in, oneself first, each once, with presence.
class MemberList : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        UserRole = Qt::UserRole, ///< QUuid
        ColourRole, ///< name of the palette, stable for each person
        OnlineRole, ///< bool
        SelfRole, ///< bool
    };

    explicit MemberList(QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

    void setSelf(shared::UserId user);
    void setMembers(shared::CalendarId calendar, const QList<shared::Member> &members);
    void removeCalendar(shared::CalendarId calendar);
    void setOnline(const QSet<QString> &usernames);
    QList<shared::Member> membersOf(shared::CalendarId calendar) const;
    int onlineCount() const;
    bool isOnline(const QString &username) const { return m_online.contains(username); }
    /// The palette name that stands for that person everywhere.
    static QString colourOf(const QString &username);

private:
    void rebuild();

    shared::UserId m_self;
    QHash<shared::CalendarId, QList<shared::Member>> m_byCalendar;
    QList<shared::Member> m_people;
    QSet<QString> m_online;
};

}
