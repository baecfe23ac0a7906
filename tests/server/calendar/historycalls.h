#pragma once

#include "tests/server/calendar/calendarworld.h"

namespace hearth::tests {

/// What is asked of a world's versions, trash and moves.
class HistoryCalls {
public:
    explicit HistoryCalls(CalendarWorld &world);

    /// The versions as JSON, newest first, of all pages; one with "reason" where it was refused.
    QList<QJsonObject> history(const QString &who, const calendar::Event &event, int limit = 0);
    shared::Result<calendar::Version> version(const QString &who, const calendar::Event &event,
                                              qint64 number);
    shared::Result<calendar::Event> restore(const QString &who, const calendar::Event &event, qint64 number,
                                            qint64 ifVersion = 0);
    shared::Result<calendar::TrashResponse> trash(const QString &who, const std::string &calendarId,
                                                  int limit = 0, const std::string &cursor = {});
    shared::Result<calendar::TrashedCalendarsResponse> trashedCalendars(const QString &who);
    shared::Result<calendar::Calendar> restoreCalendar(const QString &who, const std::string &calendarId,
                                                       const QString &name = {});
    static calendar::MoveEventRequest moveRequest(const calendar::Event &event, const std::string &target);
    shared::Result<calendar::Event> move(const QString &who, const calendar::Event &event,
                                         const std::string &target, qint64 ifVersion = 0);
    /// "created by ada", "updated by bob: location Hall -> Yard", newest first.
    QStringList told(const QString &who, const calendar::Event &event);

private:
    server::HistoryApi &api();

    CalendarWorld &m_world;
};

}
