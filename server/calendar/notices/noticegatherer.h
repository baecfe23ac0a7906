#pragma once

#include "shared/domain/change.h"

#include <QHash>
#include <QJsonObject>
#include <QList>

namespace hearth::server::calendar {

/// Makes of the change log what people read: who did what, and what was there before. What one person does to
/// one thing within five minutes, without anybody else in between, is one notice. Messages are no notices.
class NoticeGatherer {
public:
    /// In order of seq.
    void add(const shared::Change &change);
    /// Oldest first:
    /// {"what","entity_id","name","user_id","username","from_seq","seq","from","at","count","changes"};
    /// "changes" has {"field","old","new"} for each field that is another than before.
    QList<QJsonObject> notices() const;

private:
    struct Notice {
        shared::Change last;
        qint64 firstSeq = 0;
        qint64 firstMs = 0;
        int count = 0;
        bool created = false; ///< began with the making of the thing
        QString name;
        QStringList fields; ///< that were changed, in order
        QJsonObject before; ///< by field, as the first change of it found it
        QJsonObject after; ///< by field
    };
    static bool isNotice(shared::ChangeKind kind);
    bool belongs(const Notice &notice, const shared::Change &change) const;
    static void take(Notice &notice, const shared::Change &change);
    static QString whatOf(const Notice &notice);
    static QJsonObject toJson(const Notice &notice);

    QList<Notice> m_notices;
    QHash<QUuid, qsizetype> m_newest; ///< by entity
};

}
