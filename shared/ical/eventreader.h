#pragma once

#include "shared/ical/eventfields.h"
#include "shared/ical/icalcodec.h"

#include <QSet>

namespace hearth::shared {

/// Reads one VEVENT.
class EventReader {
public:
    EventReader(const RawComponent &component, const TimeContext &context);

    /// The error says why the component can't be taken; `faultLine` of it is faultLine().
    Result<ICalEvent> read();
    int faultLine() const { return m_faultLine; }

private:
    using Names = std::initializer_list<QLatin1StringView>;

    Outcome readTimes();
    Outcome readRecurrenceId();
    Outcome readRule();
    void readTexts();
    void readPeople();
    QString uid();
    QString extra() const;
    QString keptChildren() const;
    /// The lines of these properties stay beside the event, unless they are just what we would write.
    void keep(Names names, const QStringList &written);
    bool isKept(const ContentLine &line) const;
    Error refuse(const ContentLine *line, const QString &message, const QString &reason);
    void noteZone(const ContentLine &line);

    const RawComponent &m_component;
    TimeContext m_context;
    ICalEvent m_event;
    ICalTime m_start;
    QSet<QString> m_modelled; ///< properties that are not kept
    int m_faultLine = 0;
};

constexpr qsizetype kMaxExtra = 256 * 1024; ///< characters

}
