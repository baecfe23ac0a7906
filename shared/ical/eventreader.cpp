#include "shared/ical/eventreader.h"

#include "shared/ical/alarms.h"
#include "shared/ical/attendees.h"

#include <QCryptographicHash>

#include <algorithm>

namespace hearth::shared {

using namespace Qt::StringLiterals;
namespace fields = eventfields;

namespace {
constexpr qsizetype kMaxUid = 500;

QStringList rawOf(const QList<ContentLine> &lines)
{
    QStringList raw;
    for (const ContentLine &line : lines)
        raw.append(line.raw);
    return raw;
}
}

EventReader::EventReader(const RawComponent &component, const TimeContext &context)
    : m_component(component)
    , m_context(context)
    , m_modelled{u"UID"_s, u"DTSTAMP"_s, u"LAST-MODIFIED"_s}
    , m_faultLine(component.number)
{
    m_event.line = component.number;
}

Result<ICalEvent> EventReader::read()
{
    m_event.uid = uid();
    if (m_event.uid.size() > kMaxUid)
        return refuse(m_component.find("UID"_L1), u"The UID is too long."_s, u"invalid_uid"_s);
    for (const auto &step : {&EventReader::readTimes, &EventReader::readRecurrenceId, &EventReader::readRule})
        if (const Outcome outcome = (this->*step)(); !outcome)
            return outcome.error();
    readTexts();
    readPeople();
    m_event.draft.extra = extra();
    if (m_event.draft.extra.size() > kMaxExtra)
        return refuse(nullptr, u"The event has more attachments and other properties than can be kept."_s,
                      u"too_large"_s);
    if (const Outcome checked = checkDraft(m_event.draft); !checked)
        return checked.error();
    return m_event;
}

QString EventReader::uid()
{
    const ContentLine *line = m_component.find("UID"_L1);
    const QString uid = line ? decodeText(line->value).trimmed() : QString();
    if (!uid.isEmpty())
        return uid;
    m_event.uidMissing = true;
    // The same component gets the same one, so that a second import finds it.
    m_event.notes.append(u"The event has no UID and was given one."_s);
    const auto hash = QCryptographicHash::hash(m_component.toText().toUtf8(), QCryptographicHash::Sha256);
    return u"hearth-"_s + QString::fromLatin1(hash.toHex().left(40));
}

Outcome EventReader::readTimes()
{
    const ContentLine *startLine = m_component.find("DTSTART"_L1);
    if (!startLine)
        return refuse(nullptr, u"The event has no start."_s, u"no_start"_s);
    const auto start = readICalTime(*startLine, startLine->value, m_context);
    if (!start)
        return refuse(startLine, u"DTSTART is not a date or a time."_s, u"invalid_start"_s);
    const auto endLines = m_component.all({"DTEND"_L1, "DURATION"_L1});
    const auto end = fields::readEnd(endLines, *start, m_context);
    if (!end)
        return refuse(&endLines.first(),
                      u"%1 is no end of an event that starts so."_s.arg(endLines.first().name),
                      u"invalid_end"_s);
    m_start = *start;
    EventDraft &draft = m_event.draft;
    draft.start = start->time;
    draft.end = end->time;
    draft.allDay = start->dateOnly;
    draft.floating = start->floating;
    noteZone(*startLine);
    keep({"DTSTART"_L1}, {timeLine("DTSTART"_L1, *start)});
    keep({"DTEND"_L1, "DURATION"_L1}, {timeLine("DTEND"_L1, *end)});
    return Done{};
}

Outcome EventReader::readRecurrenceId()
{
    const ContentLine *line = m_component.find("RECURRENCE-ID"_L1);
    if (!line)
        return Done{};
    if (!line->parameter("RANGE"_L1).isEmpty())
        return refuse(line, u"RECURRENCE-ID with RANGE is not supported."_s, u"range_unsupported"_s);
    const auto id = readICalTime(*line, line->value, m_context);
    if (!id)
        return refuse(line, u"RECURRENCE-ID is not a date or a time."_s, u"invalid_recurrence_id"_s);
    m_event.recurrenceId = id->time;
    keep({"RECURRENCE-ID"_L1}, {timeLine("RECURRENCE-ID"_L1, *id)});
    return Done{};
}

Outcome EventReader::readRule()
{
    const auto lines = m_component.all({"RRULE"_L1, "RDATE"_L1, "EXDATE"_L1});
    if (lines.isEmpty())
        return Done{};
    if (m_component.find("EXRULE"_L1))
        m_event.notes.append(u"EXRULE is kept, but does not take anything out."_s);
    if (m_event.recurrenceId) {
        m_event.notes.append(u"A changed instance can't recur; its rule is left out."_s);
        return Done{};
    }
    const auto recurrence = fields::readRecurrence(lines, m_start, m_context);
    if (!recurrence)
        return refuse(&lines.first(), recurrence.error().message, recurrence.error().reason);
    m_event.draft.recurrence = *recurrence;
    keep({"RRULE"_L1, "RDATE"_L1, "EXDATE"_L1}, fields::writeRecurrence(*recurrence, m_start));
    return Done{};
}

void EventReader::readTexts()
{
    EventDraft &draft = m_event.draft;
    const auto all = [this](Names names) { return m_component.all(names); };
    draft.name = fields::readName(all({"SUMMARY"_L1}));
    keep({"SUMMARY"_L1}, fields::writeName(draft.name));
    draft.location = fields::readText(all({"LOCATION"_L1}), kMaxLocation);
    keep({"LOCATION"_L1}, fields::writeText("LOCATION"_L1, draft.location));
    draft.description = fields::readText(all({"DESCRIPTION"_L1}), kMaxDescription);
    keep({"DESCRIPTION"_L1}, fields::writeText("DESCRIPTION"_L1, draft.description));
    draft.url = fields::readUrl(all({"URL"_L1}));
    keep({"URL"_L1}, fields::writeUrl(draft.url));
    draft.categories = fields::readCategories(all({"CATEGORIES"_L1}));
    keep({"CATEGORIES"_L1}, fields::writeCategories(draft.categories));
    draft.colour = fields::readColour(all({"COLOR"_L1, "X-HEARTH-COLOUR"_L1}));
    keep({"COLOR"_L1, "X-HEARTH-COLOUR"_L1}, fields::writeColour(draft.colour));
    draft.status = fields::readStatus(all({"STATUS"_L1}));
    keep({"STATUS"_L1}, fields::writeStatus(draft.status));
    draft.transparency = fields::readTransparency(all({"TRANSP"_L1}));
    keep({"TRANSP"_L1}, fields::writeTransparency(draft.transparency));
    draft.visibility = fields::readVisibility(all({"CLASS"_L1}));
    keep({"CLASS"_L1}, fields::writeVisibility(draft.visibility));
}

void EventReader::readPeople()
{
    EventDraft &draft = m_event.draft;
    draft.participants = readAttendees(m_component.all({"ATTENDEE"_L1}));
    keep({"ATTENDEE"_L1}, writeAttendees(draft.participants, {}));
    draft.reminders = readReminders(m_component.children);
}

QString EventReader::extra() const
{
    QString extra;
    QStringList zones;
    for (const ContentLine &line : m_component.lines) {
        if (!isKept(line))
            continue;
        extra += line.raw + u'\n';
        const QString tzid = line.parameter("TZID"_L1);
        if (!tzid.isEmpty() && !zones.contains(tzid) && !m_context.zones.find(tzid).byItsName)
            zones.append(tzid);
    }
    extra += keptChildren();
    for (const QString &tzid : zones)
        if (const RawComponent *definition = m_context.zones.definition(tzid))
            extra += definition->toText();
    return extra;
}

QString EventReader::keptChildren() const
{
    QString kept;
    for (const RawComponent &child : m_component.children) {
        const auto minutes = reminderOf(child);
        const QString text = child.toText();
        if (!minutes || text != alarmText(*minutes, m_event.draft.name))
            kept += text;
    }
    return kept;
}

void EventReader::keep(Names names, const QStringList &written)
{
    if (rawOf(m_component.all(names)) == written)
        for (const auto name : names)
            m_modelled.insert(name);
}

bool EventReader::isKept(const ContentLine &line) const { return !m_modelled.contains(line.name); }

Error EventReader::refuse(const ContentLine *line, const QString &message, const QString &reason)
{
    m_faultLine = line ? line->number : m_component.number;
    return Error{ErrorCode::InvalidArgument, message, reason};
}

void EventReader::noteZone(const ContentLine &line)
{
    const QString tzid = line.parameter("TZID"_L1);
    if (const QString note = tzid.isEmpty() ? QString() : m_context.zones.find(tzid).note; !note.isEmpty())
        m_event.notes.append(note);
}

}
