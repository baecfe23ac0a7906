#include "server/gateway/caldav/synctoken.h"

#include <QRegularExpression>

namespace hearth::server::gateway::caldav {

using namespace Qt::StringLiterals;

namespace {
/// What comes before the position. Only whether one sees what happens makes a difference.
QString prefixOf(const shared::Calendar &calendar)
{
    const QString view = calendar.role == shared::Role::Busy ? u"busy"_s : u"full"_s;
    return u"data:,"_s + calendar.id.toString() + u'/' + view + u'/';
}
}

QString syncToken(const shared::Calendar &calendar, const SyncPosition &position)
{
    QString token = prefixOf(calendar) + QString::number(position.changed);
    if (position.removed != 0)
        token += u'-' + QString::number(position.removed);
    return token;
}

std::optional<SyncPosition> readSyncToken(const shared::Calendar &calendar, const QString &token)
{
    static const QRegularExpression kPosition(u"\\A([0-9]{1,18})(?:-([0-9]{1,18}))?\\z"_s);
    const QString prefix = prefixOf(calendar);
    const auto match = kPosition.match(token.startsWith(prefix) ? token.sliced(prefix.size()) : QString());
    const SyncPosition position{match.captured(1).toLongLong(), match.captured(2).toLongLong()};
    return position.changed > 0 ? std::optional(position) : std::nullopt;
}

}
