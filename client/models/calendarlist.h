#pragma once

#include "shared/domain/calendar.h"

#include <QAbstractListModel>
#include <QSet>

namespace hearth::client {

/// The calendars that the person is in, in the sidebar's order. Check state = shown; kept by whoever owns it.
class CalendarList : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        IdRole = Qt::UserRole, ///< QUuid
        ColourRole, ///< name of the palette
        RoleRole, ///< "owner", ...
        MayWriteRole,
    };

    explicit CalendarList(QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

    void setCalendars(const QList<shared::Calendar> &calendars);
    const QList<shared::Calendar> &calendars() const { return m_calendars; }
    /// Null where there is none.
    const shared::Calendar *find(shared::CalendarId id) const;
    /// The one that new events go into: the first that may be written, or the one chosen last.
    const shared::Calendar *defaultCalendar() const;
    /// The one that defaultCalendar() answers from now on, where it may be written.
    void setDefaultCalendar(shared::CalendarId id) { m_default = id; }

    const QSet<shared::CalendarId> &hidden() const { return m_hidden; }
    void setHidden(const QSet<shared::CalendarId> &hidden);

Q_SIGNALS:
    void hiddenChanged(const QSet<hearth::shared::CalendarId> &hidden);

private:
    QList<shared::Calendar> m_calendars;
    QSet<shared::CalendarId> m_hidden;
    shared::CalendarId m_default;
};

}
