#include "client/models/memberlist.h"

#include "shared/base/text.h"

#include <algorithm>
#include <array>

namespace hearth::client {

using namespace Qt::StringLiterals;
using shared::CalendarId;
using shared::Member;
using shared::UserId;

MemberList::MemberList(QObject *parent)
    : QAbstractListModel(parent)
{
}

int MemberList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_people.size());
}

QVariant MemberList::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Member &person = m_people.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return person.username;
    case UserRole:
        return person.user.value;
    case ColourRole:
        return colourOf(person.username);
    case OnlineRole:
        return m_online.contains(person.username);
    case SelfRole:
        return person.user == m_self;
    default:
        return {};
    }
}

void MemberList::setSelf(UserId user)
{
    if (m_self == user)
        return;
    m_self = user;
    rebuild();
}

void MemberList::setMembers(CalendarId calendar, const QList<Member> &members)
{
    if (m_byCalendar.contains(calendar) && m_byCalendar.value(calendar) == members)
        return;
    m_byCalendar.insert(calendar, members);
    rebuild();
}

void MemberList::removeCalendar(CalendarId calendar)
{
    if (m_byCalendar.remove(calendar))
        rebuild();
}

void MemberList::setOnline(const QSet<QString> &usernames)
{
    if (usernames == m_online)
        return;
    m_online = usernames;
    if (!m_people.isEmpty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {OnlineRole});
}

QList<Member> MemberList::membersOf(CalendarId calendar) const { return m_byCalendar.value(calendar); }

int MemberList::onlineCount() const
{
    return static_cast<int>(std::count_if(m_people.begin(), m_people.end(), [this](const Member &person) {
        return m_online.contains(person.username);
    }));
}

QString MemberList::colourOf(const QString &username)
{
    static constexpr std::array kPalette{"brick",  "apricot", "honey", "olive", "moss", "pine",
                                         "lagoon", "sky",     "iris",  "plum",  "rose", "stone"};
    // FNV-1a: the same on every machine and in every version, which qHash() does not promise.
    quint32 hash = 2166136261U;
    const QByteArray key = shared::foldedKey(username).toUtf8();
    for (const char c : key)
        hash = (hash ^ static_cast<quint8>(c)) * 16777619U;
    return QString::fromLatin1(kPalette[hash % kPalette.size()]);
}

void MemberList::rebuild()
{
    QHash<UserId, Member> once;
    for (const QList<Member> &members : std::as_const(m_byCalendar))
        for (const Member &member : members)
            once.insert(member.user, member);
    QList<Member> people = once.values();
    std::sort(people.begin(), people.end(), [this](const Member &a, const Member &b) {
        if ((a.user == m_self) != (b.user == m_self))
            return a.user == m_self;
        return QString::compare(a.username, b.username, Qt::CaseInsensitive) < 0;
    });
    beginResetModel();
    m_people = people;
    endResetModel();
}

}
