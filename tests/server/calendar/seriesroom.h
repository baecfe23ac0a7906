#pragma once

#include "tests/server/calendar/calendarworld.h"

namespace hearth::tests {

/// A calendar in Berlin with two members, and what is done to the series in it.
struct SeriesRoom {
    explicit SeriesRoom(shared::Engine engine,
                        const server::calendar::CalendarOptions &options = CalendarWorld::quickOptions());

    /// An hour at 19:00 from the first Tuesday of October 2027 on, with that RRULE.
    static QJsonObject series(const QString &rule, const QString &name = QStringLiteral("Choir"));
    calendar::Event add(const QJsonObject &draft);
    calendar::Event addSeries(const QString &rule) { return add(series(rule)); }

    shared::Result<calendar::Event> edit(const calendar::Event &event, const QJsonObject &patch,
                                         const QString &scope = {}, const QString &occurrence = {},
                                         qint64 ifVersion = 0, qint64 baseVersion = 0,
                                         const QString &who = QStringLiteral("ada"));
    shared::Result<calendar::Event> remove(const calendar::Event &event, const QString &scope = {},
                                           const QString &occurrence = {}, qint64 ifVersion = 0);
    shared::Result<calendar::EventsResponse> page(const QString &from, const QString &to, int limit = 0,
                                                  const std::string &cursor = {}, bool stored = false);
    /// "2027-10-05T17:00:00Z Choir", of all pages.
    QStringList list(const QString &from, const QString &to, int limit = 0);
    /// The autumn of 2027.
    QStringList autumn() { return list(QStringLiteral("2027-10-01"), QStringLiteral("2027-12-01")); }
    qint64 rows(const QString &fromWhere) { return countRows(world.url(), fromWhere); }

    CalendarWorld world;
    calendar::Calendar home;
};

}
