#pragma once

#include <QTime>
#include <QTimeZone>

namespace hearth::client {

/// When nobody wants to be reminded: from a time of the day to another, over midnight where `to` is earlier.
struct QuietHours {
    bool enabled = false;
    QTime from{22, 0};
    QTime to{7, 0};

    bool contains(qint64 utcMs, const QTimeZone &zone) const;
    /// When the quiet that holds at `utcMs` ends; only where contains().
    qint64 endAfter(qint64 utcMs, const QTimeZone &zone) const;

    friend bool operator==(const QuietHours &, const QuietHours &) = default;
};

}
