#pragma once

#include "client/models/notice.h"

#include <QStringList>
#include <QTimeZone>

namespace hearth::client {

/// What a notice says, in words: times as they are in `zone`.
class NoticeSentence {
public:
    explicit NoticeSentence(const QTimeZone &zone);

    /// What was done, without who: "moved “Bake biscuits”".
    QString deed(const Notice &notice) const;
    struct Turn {
        QString before; ///< empty where it is not known, or was nothing
        QString after;
    };
    /// What is another than it was, a line each: "Sun 13 Dec, 14:00" and "Sat 12 Dec, 14:00".
    QList<Turn> turns(const Notice &notice) const;

private:
    QString updated(const Notice &notice) const;
    Turn turn(const NoticeChange &change) const;
    QString when(const QString &time) const;

    QTimeZone m_zone;
};

}
