#pragma once

#include "shared/base/result.h"
#include "shared/domain/event.h"

#include <QByteArrayView>
#include <QList>
#include <QStringList>
#include <QTimeZone>

#include <optional>

namespace hearth::shared {

/// A VEVENT that was read.
struct ICalEvent {
    QString uid;
    /// With everything that is not modelled in `extra`. Participants that are members are known by their id
    /// only; whether they are is for the caller to find out.
    EventDraft draft;
    std::optional<ZonedTime> recurrenceId; ///< of a changed instance: which one it is
    QStringList notes; ///< what was read in another way than it says
    int line = 0; ///< of its BEGIN, from 1
    bool uidMissing = false; ///< the UID was made from the content

    friend bool operator==(const ICalEvent &, const ICalEvent &) = default;
};

/// A component that can't be taken.
struct ICalProblem {
    QString component; ///< "VEVENT", "VTODO", ...
    QString uid; ///< may be empty
    QString name; ///< SUMMARY, may be empty
    int line = 0; ///< where it is broken
    QString reason; ///< "broken", "not_supported", "invalid_start", "duplicate", ...
    QString message;

    friend bool operator==(const ICalProblem &, const ICalProblem &) = default;
};

/// What a text holds.
struct ICalDocument {
    QString name; ///< of the calendar, where it says one
    QString colour; ///< a name of the palette, where it says one
    QString method; ///< "PUBLISH", "REQUEST", ...; mostly empty
    QList<ICalEvent> events; ///< series before their changed instances, else as they came
    QList<ICalProblem> problems;
};

/// How a text is written.
struct ICalStyle {
    QString calendarName;
    qint64 nowMs = 0; ///< DTSTAMP of an event that was never changed
};

/// iCalendar's text (RFC 5545) from and to events. What is read and written again says the same as before, in
/// the same words wherever nothing was changed. Without state: safe to use from several threads.
class ICalCodec {
public:
    /// `zone` is the calendar's: floating times are meant in it, and what names no known zone too.
    explicit ICalCodec(const QTimeZone &zone);

    /// InvalidArgument with reason "not_icalendar" for what is no iCalendar at all, TooLarge for more than
    /// 20 MB. Everything else has its place in the answer: a broken component never loses another one.
    Result<ICalDocument> read(QByteArrayView text) const;
    /// One VCALENDAR with the events and the VTIMEZONEs that they need. A changed instance has its series'
    /// UID.
    QByteArray write(const QList<Event> &events, const ICalStyle &style = {}) const;

private:
    QTimeZone m_zone;
};

/// The id of an instance as its series has it: a date where the series is all-day, else a time in its zone.
ZonedTime recurrenceIdIn(const EventDraft &series, const ZonedTime &id, const QTimeZone &calendarZone);

}
