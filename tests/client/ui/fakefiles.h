#pragma once

#include "client/models/calendarfiles.h"

namespace hearth::tests {

/// Says of every file what it is told to say.
class FakeFiles final : public client::CalendarFiles {
public:
    void lookAt(shared::CalendarId calendar, const QByteArray &file,
                Answered<client::ImportReport> answered) override
    {
        lookedAt = calendar;
        lastFile = file;
        answered(report);
    }
    void importCalendar(shared::CalendarId calendar, const QByteArray &file,
                        Answered<client::ImportReport> answered) override
    {
        imported = calendar;
        lastFile = file;
        answered(report);
    }
    void exportCalendar(shared::CalendarId, Answered<QByteArray> answered) override { answered(text); }

    shared::Result<client::ImportReport> report = client::ImportReport{};
    shared::Result<QByteArray> text = QByteArray("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n");
    shared::CalendarId lookedAt;
    shared::CalendarId imported;
    QByteArray lastFile;
};

}
