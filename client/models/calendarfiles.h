#pragma once

#include "shared/base/ids.h"
#include "shared/base/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <functional>

namespace hearth::client {

/// What an import did with a part of the file, or would do.
struct ImportItem {
    enum class Action { New, Changed, Same, Refused };
    Action action = Action::New;
    QString name; ///< the event's; may be empty
    int line = 0; ///< where it begins in the file
    QString message; ///< why it is refused
};

struct ImportReport {
    int added = 0;
    int changed = 0;
    int same = 0;
    int refused = 0;
    QList<ImportItem> items;
    bool moreItems = false; ///< the list leaves some out
};

/// Calendars as iCalendar files. Everything needs a connection; answers come later, on the caller's thread,
/// with a sentence for people where it failed.
class CalendarFiles {
public:
    virtual ~CalendarFiles() = default;

    template <class T> using Answered = std::function<void(const shared::Result<T> &)>;

    static constexpr qint64 kMaxBytes = 20'000'000;

    /// What importCalendar() would do; nothing is changed.
    virtual void lookAt(shared::CalendarId calendar, const QByteArray &file,
                        Answered<ImportReport> answered) = 0;
    virtual void importCalendar(shared::CalendarId calendar, const QByteArray &file,
                                Answered<ImportReport> answered) = 0;
    virtual void exportCalendar(shared::CalendarId calendar, Answered<QByteArray> answered) = 0;
};

}
