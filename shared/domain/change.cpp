#include "shared/domain/change.h"

namespace hearth::shared {

using namespace Qt::StringLiterals;

QString changeName(ChangeKind kind)
{
    switch (kind) {
    case ChangeKind::EventCreated:
        return u"created_event"_s;
    case ChangeKind::EventUpdated:
        return u"updated_event"_s;
    case ChangeKind::EventDeleted:
        return u"deleted_event"_s;
    case ChangeKind::MemberJoined:
        return u"joined_calendar"_s;
    case ChangeKind::MemberLeft:
        return u"left_calendar"_s;
    case ChangeKind::MemberUpdated:
        return u"updated_member"_s;
    case ChangeKind::CalendarUpdated:
        return u"updated_calendar"_s;
    case ChangeKind::CalendarDeleted:
        return u"deleted_calendar"_s;
    case ChangeKind::MessagePosted:
        return u"message"_s;
    case ChangeKind::MessageUpdated:
        return u"updated_message"_s;
    case ChangeKind::MessageDeleted:
        return u"deleted_message"_s;
    case ChangeKind::PollCreated:
        return u"created_poll"_s;
    case ChangeKind::PollUpdated:
        return u"updated_poll"_s;
    case ChangeKind::PollDeleted:
        return u"deleted_poll"_s;
    case ChangeKind::ClaimUpdated:
        return u"updated_claim"_s;
    }
    Q_UNREACHABLE();
}

std::optional<ChangeKind> changeFromName(QStringView name)
{
    for (const ChangeKind kind :
         {ChangeKind::EventCreated, ChangeKind::EventUpdated, ChangeKind::EventDeleted,
          ChangeKind::MemberJoined, ChangeKind::MemberLeft, ChangeKind::MemberUpdated,
          ChangeKind::CalendarUpdated, ChangeKind::CalendarDeleted, ChangeKind::MessagePosted,
          ChangeKind::MessageUpdated, ChangeKind::MessageDeleted, ChangeKind::PollCreated,
          ChangeKind::PollUpdated, ChangeKind::PollDeleted, ChangeKind::ClaimUpdated})
        if (name == changeName(kind))
            return kind;
    return std::nullopt;
}

// The API gives the visibility only where it is not public.
bool mayBePrivate(const Change &change)
{
    switch (change.kind) {
    case ChangeKind::EventCreated:
    case ChangeKind::EventUpdated:
    case ChangeKind::EventDeleted:
    case ChangeKind::MessagePosted:
    case ChangeKind::MessageUpdated:
    case ChangeKind::MessageDeleted:
    case ChangeKind::ClaimUpdated:
        return change.data.contains("\"visibility\":");
    case ChangeKind::MemberJoined:
    case ChangeKind::MemberLeft:
    case ChangeKind::MemberUpdated:
    case ChangeKind::CalendarUpdated:
    case ChangeKind::CalendarDeleted:
    case ChangeKind::PollCreated:
    case ChangeKind::PollUpdated:
    case ChangeKind::PollDeleted:
        return false;
    }
    Q_UNREACHABLE();
}

}
