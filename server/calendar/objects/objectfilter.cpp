#include "server/calendar/objects/objectfilter.h"

#include "server/calendar/errors.h"
#include "server/calendar/objects/objectoccurrences.h"
#include "server/proto/convert.h"

#include <algorithm>
#include <limits>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::ContentLine;
using shared::Event;
using shared::RawComponent;

namespace {
constexpr qint64 kDayMs = 86'400'000;
constexpr int kMaxFilters = 100;
constexpr int kMaxDepth = 4;

shared::Error unsupported(const QString &message)
{
    return invalidArgument(message, u"unsupported_filter"_s);
}

QString capitals(const std::string &name) { return fromUtf8(name).toUpper(); }

ObjectTable::Range rangeOf(const pb::ObjectRange &range)
{
    // Room for the margins that are added to it.
    constexpr qint64 kFar = std::numeric_limits<qint64>::max() / 4;
    return {range.has_start_ms() ? range.start_ms() : -kFar, range.has_end_ms() ? range.end_ms() : kFar};
}

shared::Outcome check(const pb::ComponentFilter &filter, int depth, int &count)
{
    if (depth > kMaxDepth || ++count > kMaxFilters)
        return unsupported(u"The filter is too large."_s);
    if (filter.has_range() && capitals(filter.name()) == "VALARM"_L1)
        return unsupported(u"Alarms can't be looked for by time."_s);
    for (const pb::PropertyFilter &property : filter.properties()) {
        if (property.has_range())
            return unsupported(u"Properties can't be looked for by time."_s);
        if ((count += 1 + property.parameters_size()) > kMaxFilters)
            return unsupported(u"The filter is too large."_s);
    }
    for (const pb::ComponentFilter &inner : filter.components())
        if (const auto checked = check(inner, depth + 1, count); !checked)
            return checked;
    return shared::Done{};
}

bool matchesText(const pb::TextMatch &match, const QString &value)
{
    const bool found =
        value.contains(fromUtf8(match.text()), match.exact_case() ? Qt::CaseSensitive : Qt::CaseInsensitive);
    return found != match.negate();
}

bool matchesParameter(const pb::ParameterFilter &filter, const ContentLine &line)
{
    const QString name = capitals(filter.name());
    const auto found = std::find_if(line.parameters.begin(), line.parameters.end(),
                                    [&name](const auto &parameter) { return parameter.name == name; });
    if (filter.is_not_defined())
        return found == line.parameters.end();
    return found != line.parameters.end()
        && (!filter.has_match() || matchesText(filter.match(), found->value));
}

bool matchesLine(const pb::PropertyFilter &filter, const ContentLine &line)
{
    const QString value = line.value.contains(u'\\') ? shared::decodeText(line.value) : line.value;
    return (!filter.has_match() || matchesText(filter.match(), value))
        && std::all_of(filter.parameters().begin(), filter.parameters().end(),
                       [&line](const auto &parameter) { return matchesParameter(parameter, line); });
}

bool matchesProperty(const pb::PropertyFilter &filter, const RawComponent &component)
{
    const QString name = capitals(filter.name());
    const auto named = [&name](const ContentLine &line) { return line.name == name; };
    if (filter.is_not_defined())
        return std::none_of(component.lines.begin(), component.lines.end(), named);
    return std::any_of(component.lines.begin(), component.lines.end(),
                       [&](const ContentLine &line) { return named(line) && matchesLine(filter, line); });
}

/// Without a look at times.
bool matchesComponent(const pb::ComponentFilter &filter, const RawComponent &component)
{
    const auto inner = [&component](const pb::ComponentFilter &each) {
        const QString name = capitals(each.name());
        const bool found =
            std::any_of(component.children.begin(), component.children.end(), [&](const auto &child) {
                return child.name == name && (each.is_not_defined() || matchesComponent(each, child));
            });
        return found != each.is_not_defined();
    };
    return std::all_of(filter.properties().begin(), filter.properties().end(),
                       [&component](const auto &property) { return matchesProperty(property, component); })
        && std::all_of(filter.components().begin(), filter.components().end(), inner);
}
}

ObjectFilter::ObjectFilter(pb::ComponentFilter filter, const QTimeZone &zone)
    : m_filter(std::move(filter))
    , m_zone(zone)
{
    for (const pb::ComponentFilter &inner : m_filter.components()) {
        if (capitals(inner.name()) != "VEVENT"_L1 || inner.is_not_defined() || !inner.has_range())
            continue;
        m_range = rangeOf(inner.range());
        m_range->fromMs -= kDayMs;
        m_range->toMs += kDayMs;
    }
}

shared::Result<ObjectFilter> ObjectFilter::of(const pb::ComponentFilter &filter, const QTimeZone &zone)
{
    int count = 0;
    if (const auto checked = check(filter, 0, count); !checked)
        return checked.error();
    if (capitals(filter.name()) != "VCALENDAR"_L1)
        return unsupported(u"A filter is one of a VCALENDAR."_s);
    return ObjectFilter(filter, zone);
}

bool ObjectFilter::matches(const QList<Event> &events, const QByteArray &text) const
{
    if (m_filter.is_not_defined())
        return false;
    QList<RawComponent> components;
    const shared::ICalScan scan = shared::scanICal(text, [&components](RawComponent component) {
        if (component.name == "VEVENT"_L1)
            components.append(std::move(component));
    });
    RawComponent calendar;
    calendar.lines = scan.properties;
    return std::all_of(m_filter.properties().begin(), m_filter.properties().end(),
                       [&calendar](const auto &property) { return matchesProperty(property, calendar); })
        && std::all_of(m_filter.components().begin(), m_filter.components().end(), [&](const auto &inner) {
               if (capitals(inner.name()) == "VEVENT"_L1)
                   return !inner.is_not_defined() && matchesEvents(inner, events, components);
               return inner.is_not_defined();
           });
}

bool ObjectFilter::matchesEvents(const pb::ComponentFilter &filter, const QList<Event> &events,
                                 const QList<RawComponent> &components) const
{
    for (qsizetype i = 0; i < std::min(events.size(), components.size()); ++i)
        if (matchesComponent(filter, components.at(i))
            && (!filter.has_range() || matchesRange(filter.range(), events, i)))
            return true;
    return false;
}

bool ObjectFilter::matchesRange(const pb::ObjectRange &range, const QList<Event> &events,
                                qsizetype index) const
{
    if (index == 0)
        return seriesTouches(events, rangeOf(range), m_zone);
    return touches(events.at(index), rangeOf(range), m_zone);
}

}
