#include "server/calendar/conversation/messagetext.h"

#include "server/calendar/errors.h"
#include "server/calendar/store/membertable.h"
#include "server/proto/convert.h"
#include "shared/base/text.h"

#include <QRegularExpression>

#include <algorithm>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Member;
using shared::Result;
using shared::UserId;

namespace {
constexpr qsizetype kMaxMessage = 10000;
constexpr int kMaxMentions = 50;

using Users = google::protobuf::RepeatedPtrField<std::string>;

void add(QList<Mention> &mentions, const Mention &mention)
{
    if (mentions.size() < kMaxMentions && !mentions.contains(mention))
        mentions.append(mention);
}

/// The member whose name the text has after its '@'; a full stop or hyphen at the end may be the sentence's.
const Member *find(const QHash<QString, Member> &members, QString name)
{
    while (!name.isEmpty()) {
        if (const auto found = members.constFind(shared::foldedKey(name)); found != members.cend())
            return &*found;
        if (!u"._-"_s.contains(name.back()))
            return nullptr;
        name.chop(1);
    }
    return nullptr;
}
}

MessageText::MessageText(shared::Database &database, const shared::CalendarId &calendar)
    : m_db(database)
    , m_calendar(calendar)
{
}

Result<QString> MessageText::parse(const std::string &given)
{
    const QString text = fromUtf8(given).normalized(QString::NormalizationForm_C).trimmed();
    if (text.isEmpty())
        return invalidArgument(u"The message is missing."_s);
    if (text.size() > kMaxMessage)
        return invalidArgument(u"The message is longer than 10000 characters."_s);
    const bool control = std::any_of(text.begin(), text.end(), [](QChar c) {
        return c.category() == QChar::Other_Control && c != u'\n' && c != u'\t' && c != u'\r';
    });
    if (control)
        return invalidArgument(u"The message contains control characters."_s);
    return text;
}

Result<QList<Mention>> MessageText::mentions(const QString &text, const Users &users)
{
    auto mentions = named(users);
    if (mentions && text.contains(u'@'))
        addWritten(text, *mentions);
    return mentions;
}

Result<QList<Mention>> MessageText::named(const Users &users)
{
    if (users.size() > kMaxMentions)
        return invalidArgument(u"A message mentions at most 50 people."_s, u"too_many_mentions"_s);
    QList<Mention> mentions;
    MemberTable members(m_db, m_calendar);
    for (const std::string &user : users) {
        const auto member = members.find(idFromBytes<UserId>(user));
        if (!member || !shared::mayRead(member->role))
            return invalidArgument(u"Somebody who is mentioned does not take part in the conversation."_s,
                                   u"mention_not_member"_s);
        add(mentions, {member->user, member->username});
    }
    return mentions;
}

void MessageText::addWritten(const QString &text, QList<Mention> &mentions)
{
    static const QRegularExpression kPattern(u"(?<![\\p{L}\\p{N}._@-])@([\\p{L}\\p{N}._-]{1,64})"_s,
                                             QRegularExpression::UseUnicodePropertiesOption);
    auto matches = kPattern.globalMatch(text);
    if (!matches.hasNext())
        return;
    QHash<QString, Member> members;
    const auto all = MemberTable(m_db, m_calendar).all();
    for (const Member &member : all) {
        if (shared::mayRead(member.role))
            members.insert(shared::foldedKey(member.username), member);
    }
    while (matches.hasNext() && mentions.size() < kMaxMentions) {
        if (const Member *member = find(members, matches.next().captured(1)))
            add(mentions, {member->user, member->username});
    }
}

}
