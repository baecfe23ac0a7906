#pragma once

#include "client/models/reminder.h"

#include <QCoreApplication>
#include <QTimeZone>

namespace hearth::client {

/// A reminder in words, as they are at `nowMs` in `zone`.
class ReminderText {
    Q_DECLARE_TR_FUNCTIONS(ReminderText)

public:
    ReminderText(const Reminder &reminder, qint64 nowMs, const QTimeZone &zone);

    /// "Football training at 17:00"
    QString title() const;
    /// "in 30 minutes, Sports ground"; may be empty.
    QString detail() const;

private:
    QString until() const;
    QString ago() const;

    Reminder m_reminder;
    qint64 m_nowMs;
    QDateTime m_start;
    qint64 m_days; ///< from today to its first day
};

}
