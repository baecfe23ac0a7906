#include "server/calendar/departures/anonymised.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;

namespace {
class Eraser {
public:
    Eraser(const shared::UserId &user, const QString &username)
        : m_id(user.toString())
        , m_username(username)
    {
    }

    QJsonObject object(const QJsonObject &from) const
    {
        // A member, a participant or a message: every name in it is the user's.
        const bool isUser = from.value("user_id"_L1).toString() == m_id;
        QJsonObject to;
        for (auto each = from.begin(); each != from.end(); ++each)
            to.insert(each.key(), isUser || saysWho(each.key()) ? name(each.value()) : value(each.value()));
        return to;
    }

private:
    static bool saysWho(const QString &key)
    {
        return key == "created_by"_L1 || key == "updated_by"_L1 || key == "deleted_by"_L1
            || key == "username"_L1;
    }
    QJsonValue name(const QJsonValue &from) const
    {
        return from.isString() && from.toString() == m_username ? QJsonValue(formerMember()) : value(from);
    }
    QJsonValue value(const QJsonValue &from) const
    {
        if (from.isObject())
            return object(from.toObject());
        if (!from.isArray())
            return from;
        QJsonArray to;
        const QJsonArray items = from.toArray();
        for (const QJsonValue &each : items)
            to.append(value(each));
        return to;
    }

    const QString m_id;
    const QString m_username;
};
}

QString formerMember() { return u"Former member"_s; }

QString withoutMention(const QString &text, const QString &username)
{
    const QRegularExpression mention(
        u"@%1(?![\\p{L}\\p{N}_-])(?!\\.[\\p{L}\\p{N}])"_s.arg(QRegularExpression::escape(username)),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    return QString(text).replace(mention, u'@' + formerMember());
}

QJsonObject anonymised(const QJsonObject &data, const shared::UserId &user, const QString &username)
{
    QJsonObject erased = Eraser(user, username).object(data);
    const QJsonArray mentions = data.value("mentions"_L1).toArray();
    const bool spokenTo = std::any_of(mentions.begin(), mentions.end(), [&user](const QJsonValue &each) {
        return each.toObject().value("user_id"_L1).toString() == user.toString();
    });
    if (spokenTo)
        erased.insert(u"message"_s, withoutMention(data.value("message"_L1).toString(), username));
    return erased;
}

}
