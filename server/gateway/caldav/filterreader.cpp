#include "server/gateway/caldav/filterreader.h"

#include "server/proto/convert.h"

#include <QDateTime>
#include <QRegularExpression>

namespace hearth::server::gateway::caldav {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::ErrorCode;
using shared::Outcome;
using shared::Result;

namespace {
constexpr int kMaxDepth = 4;

Error unsupported(const QString &message)
{
    return {ErrorCode::InvalidArgument, message, u"unsupported_filter"_s};
}

std::optional<qint64> utcTime(const QString &text)
{
    static const QRegularExpression kForm(u"\\A\\d{8}T\\d{6}Z\\z"_s);
    if (!kForm.match(text).hasMatch())
        return std::nullopt;
    const QDateTime time(QDate::fromString(text.left(8), u"yyyyMMdd"_s),
                         QTime::fromString(text.mid(9, 6), u"HHmmss"_s), Qt::UTC);
    return time.isValid() ? std::optional(time.toMSecsSinceEpoch()) : std::nullopt;
}

Outcome readMatch(const XmlElement &element, calendar::TextMatch &match)
{
    const QString collation = element.attribute(u"collation");
    if (!collation.isEmpty() && collation != u"i;ascii-casemap"_s && collation != u"i;octet"_s
        && collation != u"default"_s)
        return Error{ErrorCode::InvalidArgument, u"The collation is not known here."_s,
                     u"unsupported_collation"_s};
    match.set_text(utf8(element.text));
    match.set_exact_case(collation == u"i;octet"_s);
    match.set_negate(element.attribute(u"negate-condition") == u"yes"_s);
    return shared::Done{};
}

Outcome readParameter(const XmlElement &element, calendar::ParameterFilter &filter)
{
    filter.set_name(utf8(element.attribute(u"name").toUpper()));
    filter.set_is_not_defined(element.hasChild(caldav("is-not-defined")));
    if (const XmlElement *match = element.child(caldav("text-match")))
        return readMatch(*match, *filter.mutable_match());
    return shared::Done{};
}

Outcome readProperty(const XmlElement &element, calendar::PropertyFilter &filter)
{
    filter.set_name(utf8(element.attribute(u"name").toUpper()));
    if (filter.name().empty())
        return unsupported(u"A prop-filter has no name."_s);
    for (const XmlElement &each : element.children) {
        Outcome outcome = shared::Done{};
        if (each.name == caldav("is-not-defined")) {
            filter.set_is_not_defined(true);
        } else if (each.name == caldav("time-range")) {
            auto range = readRange(each);
            if (!range)
                return range.error();
            *filter.mutable_range() = *std::move(range);
        } else if (each.name == caldav("text-match")) {
            outcome = readMatch(each, *filter.mutable_match());
        } else if (each.name == caldav("param-filter")) {
            outcome = readParameter(each, *filter.add_parameters());
        } else {
            return unsupported(u"The filter has an element that is not known here."_s);
        }
        if (!outcome)
            return outcome;
    }
    return shared::Done{};
}

Outcome readComponent(const XmlElement &element, calendar::ComponentFilter &filter, int depth)
{
    filter.set_name(utf8(element.attribute(u"name").toUpper()));
    if (filter.name().empty() || depth > kMaxDepth)
        return unsupported(u"A comp-filter has no name, or is nested too deeply."_s);
    for (const XmlElement &each : element.children) {
        Outcome outcome = shared::Done{};
        if (each.name == caldav("is-not-defined")) {
            filter.set_is_not_defined(true);
        } else if (each.name == caldav("time-range")) {
            auto range = readRange(each);
            if (!range)
                return range.error();
            *filter.mutable_range() = *std::move(range);
        } else if (each.name == caldav("prop-filter")) {
            outcome = readProperty(each, *filter.add_properties());
        } else if (each.name == caldav("comp-filter")) {
            outcome = readComponent(each, *filter.add_components(), depth + 1);
        } else {
            return unsupported(u"The filter has an element that is not known here."_s);
        }
        if (!outcome)
            return outcome;
    }
    return shared::Done{};
}
}

Result<calendar::ComponentFilter> readFilter(const XmlElement &filter)
{
    const XmlElement *root = filter.child(caldav("comp-filter"));
    if (!root || root->attribute(u"name").toUpper() != u"VCALENDAR"_s)
        return unsupported(u"The filter does not begin with a VCALENDAR."_s);
    calendar::ComponentFilter result;
    if (const auto read = readComponent(*root, result, 1); !read)
        return read.error();
    return result;
}

Result<calendar::ObjectRange> readRange(const XmlElement &element)
{
    const QString start = element.attribute(u"start");
    const QString end = element.attribute(u"end");
    const auto startMs = utcTime(start);
    const auto endMs = utcTime(end);
    const bool readable = (start.isEmpty() || startMs) && (end.isEmpty() || endMs) && (startMs || endMs);
    if (!readable || (startMs && endMs && *startMs >= *endMs))
        return Error{ErrorCode::InvalidArgument, u"The time range is not a range of UTC times."_s,
                     u"invalid_range"_s};
    calendar::ObjectRange range;
    if (startMs)
        range.set_start_ms(*startMs);
    if (endMs)
        range.set_end_ms(*endMs);
    return range;
}

Result<calendar::ObjectRange> readClosedRange(const XmlElement &element)
{
    auto range = readRange(element);
    if (range && (!range->has_start_ms() || !range->has_end_ms()))
        return Error{ErrorCode::InvalidArgument, u"The time range needs a start and an end."_s,
                     u"invalid_range"_s};
    return range;
}

}
