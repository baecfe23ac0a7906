#include "client/models/calendarlist.h"

#include <algorithm>

namespace hearth::client {

using shared::Calendar;
using shared::CalendarId;

CalendarList::CalendarList(QObject *parent)
    : QAbstractListModel(parent)
{
}

int CalendarList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_calendars.size());
}

QVariant CalendarList::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Calendar &calendar = m_calendars.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
    case Qt::ToolTipRole:
        return calendar.name;
    case Qt::CheckStateRole:
        return m_hidden.contains(calendar.id) ? Qt::Unchecked : Qt::Checked;
    case IdRole:
        return calendar.id.value;
    case ColourRole:
        return calendar.colour;
    case RoleRole:
        return roleName(calendar.role);
    case MayWriteRole:
        return mayWriteEvents(calendar.role);
    default:
        return {};
    }
}

bool CalendarList::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    QSet<CalendarId> hidden = m_hidden;
    const CalendarId id = m_calendars.at(index.row()).id;
    if (value.toInt() == Qt::Checked)
        hidden.remove(id);
    else
        hidden.insert(id);
    setHidden(hidden);
    return true;
}

Qt::ItemFlags CalendarList::flags(const QModelIndex &index) const
{
    return QAbstractListModel::flags(index) | (index.isValid() ? Qt::ItemIsUserCheckable : Qt::NoItemFlags);
}

void CalendarList::setCalendars(const QList<Calendar> &calendars)
{
    if (calendars == m_calendars)
        return;
    const bool sameRows =
        std::equal(calendars.begin(), calendars.end(), m_calendars.begin(), m_calendars.end(),
                   [](const Calendar &a, const Calendar &b) { return a.id == b.id; });
    if (!sameRows) {
        beginResetModel();
        m_calendars = calendars;
        endResetModel();
        return;
    }
    m_calendars = calendars;
    Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

const Calendar *CalendarList::find(CalendarId id) const
{
    const auto found = std::find_if(m_calendars.begin(), m_calendars.end(),
                                    [id](const Calendar &calendar) { return calendar.id == id; });
    return found == m_calendars.end() ? nullptr : &*found;
}

const Calendar *CalendarList::defaultCalendar() const
{
    const Calendar *chosen = find(m_default);
    if (chosen && mayWriteEvents(chosen->role))
        return chosen;
    const auto found = std::find_if(m_calendars.begin(), m_calendars.end(),
                                    [](const Calendar &calendar) { return mayWriteEvents(calendar.role); });
    return found == m_calendars.end() ? nullptr : &*found;
}

void CalendarList::setHidden(const QSet<CalendarId> &hidden)
{
    if (hidden == m_hidden)
        return;
    m_hidden = hidden;
    if (!m_calendars.isEmpty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {Qt::CheckStateRole});
    Q_EMIT hiddenChanged(m_hidden);
}

}
