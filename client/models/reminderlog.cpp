#include "client/models/reminderlog.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace hearth::client {

using namespace Qt::StringLiterals;

namespace {
QJsonObject toJson(const QHash<ReminderKey, qint64> &moments)
{
    QJsonObject json;
    for (auto it = moments.begin(); it != moments.end(); ++it)
        json.insert(it.key().toString(), it.value());
    return json;
}

QHash<ReminderKey, qint64> momentsFrom(const QJsonObject &json)
{
    QHash<ReminderKey, qint64> moments;
    for (auto it = json.begin(); it != json.end(); ++it)
        if (const auto key = ReminderKey::fromString(it.key()))
            moments.insert(*key, it.value().toInteger());
    return moments;
}
}

ReminderLog ReminderLog::fromText(const QString &text)
{
    const QJsonObject json = QJsonDocument::fromJson(text.toUtf8()).object();
    ReminderLog log;
    log.m_sinceMs = json.value("since"_L1).toInteger();
    log.m_fired = momentsFrom(json.value("fired"_L1).toObject());
    log.m_snoozed = momentsFrom(json.value("snoozed"_L1).toObject());
    return log;
}

QString ReminderLog::toText() const
{
    const QJsonObject json{
        {u"since"_s, m_sinceMs}, {u"fired"_s, toJson(m_fired)}, {u"snoozed"_s, toJson(m_snoozed)}};
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

void ReminderLog::trim(qint64 nowMs)
{
    const auto isOld = [nowMs](const std::pair<const ReminderKey &, qint64 &> &each) {
        return each.second < nowMs - kKeptMs;
    };
    m_fired.removeIf(isOld);
    m_snoozed.removeIf(isOld);
}

}
