#include "shared/ical/eventfields.h"

#include "shared/base/text.h"
#include "shared/ical/csscolours.h"
#include "shared/ical/libicalvalues.h"

#include <algorithm>

namespace hearth::shared::eventfields {

using namespace Qt::StringLiterals;

namespace {
constexpr int kMaxCategory = 100;
constexpr qint64 kShortestMs = 60'000;
const QString kNoName = u"(no title)"_s;

/// At most so many code points, none of them a control character but (in a long text) the ends of lines.
QString cutText(const QString &text, int bound, bool oneLine)
{
    QString clean;
    for (const QChar c : text) {
        const bool breaks = c == u'\n' || c == u'\t';
        if (breaks && oneLine)
            clean += u' ';
        else if (breaks
                 || (c.category() != QChar::Other_Control && c != QChar::LineSeparator
                     && c != QChar::ParagraphSeparator))
            clean += c;
    }
    if (clean.size() <= bound)
        return clean;
    return clean.left(clean.at(bound - 1).isHighSurrogate() ? bound - 1 : bound);
}

QString firstValue(const Lines &lines)
{
    return lines.isEmpty() ? QString() : lines.first().value.trimmed().toUpper();
}
}

QString readName(const Lines &lines)
{
    if (lines.isEmpty())
        return kNoName;
    const auto name = parseName(cutText(decodeText(lines.first().value).trimmed(), kMaxEventName, true),
                                kMaxEventName, QString());
    return name ? *name : kNoName;
}

QStringList writeName(const QString &name)
{
    return name == kNoName ? QStringList() : QStringList{plainLine("SUMMARY"_L1, encodeText(name))};
}

QString readText(const Lines &lines, int bound)
{
    return lines.isEmpty() ? QString() : cutText(decodeText(lines.first().value), bound, false);
}

QStringList writeText(QLatin1StringView property, const QString &text)
{
    return text.isEmpty() ? QStringList() : QStringList{plainLine(property, encodeText(text))};
}

QString readUrl(const Lines &lines)
{
    if (lines.isEmpty() || lines.first().value.size() > kMaxUrl)
        return {};
    return cutText(lines.first().value.trimmed(), kMaxUrl, true);
}

QStringList writeUrl(const QString &url)
{
    return url.isEmpty() ? QStringList() : QStringList{plainLine("URL"_L1, cutText(url, kMaxUrl, true))};
}

QStringList readCategories(const Lines &lines)
{
    QStringList categories;
    for (const ContentLine &line : lines) {
        for (const QString &part : splitList(line.value)) {
            const auto name =
                parseName(cutText(decodeText(part), kMaxCategory, true), kMaxCategory, QString());
            if (name && !categories.contains(*name) && categories.size() < kMaxCategories)
                categories.append(*name);
        }
    }
    return categories;
}

QStringList writeCategories(const QStringList &categories)
{
    if (categories.isEmpty())
        return {};
    QStringList encoded;
    for (const QString &category : categories)
        encoded.append(encodeText(category));
    return {plainLine("CATEGORIES"_L1, encoded.join(u','))};
}

QString readColour(const Lines &lines)
{
    QString css;
    QString own;
    for (const ContentLine &line : lines)
        (line.name == "COLOR"_L1 ? css : own) = line.value.trimmed();
    const bool stands = !own.isEmpty() && cssOfColour(own) == css.toLower();
    return stands ? own : paletteOfCss(css);
}

QStringList writeColour(const QString &colour)
{
    const QString css = cssOfColour(colour);
    if (css.isEmpty())
        return {};
    QStringList lines{plainLine("COLOR"_L1, css)};
    if (colour.startsWith(u'#'))
        lines.append(plainLine("X-HEARTH-COLOUR"_L1, colour));
    return lines;
}

EventStatus readStatus(const Lines &lines)
{
    const QString value = firstValue(lines);
    if (value == "CANCELLED"_L1)
        return EventStatus::Cancelled;
    return value == "TENTATIVE"_L1 ? EventStatus::Tentative : EventStatus::Confirmed;
}

QStringList writeStatus(EventStatus status)
{
    return status == EventStatus::Confirmed
        ? QStringList()
        : QStringList{plainLine("STATUS"_L1, eventStatusName(status).toUpper())};
}

Transparency readTransparency(const Lines &lines)
{
    return firstValue(lines) == "TRANSPARENT"_L1 ? Transparency::Transparent : Transparency::Opaque;
}

QStringList writeTransparency(Transparency transparency)
{
    return transparency == Transparency::Opaque ? QStringList()
                                                : QStringList{plainLine("TRANSP"_L1, u"TRANSPARENT"_s)};
}

Visibility readVisibility(const Lines &lines)
{
    const QString value = firstValue(lines);
    if (value.isEmpty() || value == "PUBLIC"_L1)
        return Visibility::Public;
    // A class that is not known counts as private (RFC 5545, 3.8.1.3).
    return value == "CONFIDENTIAL"_L1 ? Visibility::Confidential : Visibility::Private;
}

QStringList writeVisibility(Visibility visibility)
{
    return visibility == Visibility::Public
        ? QStringList()
        : QStringList{plainLine("CLASS"_L1, visibilityName(visibility).toUpper())};
}

std::optional<ICalTime> readEnd(const Lines &lines, const ICalTime &start, const TimeContext &context)
{
    const QTimeZone zone = zoneOf(start, context);
    ICalTime end = start;
    if (!lines.isEmpty() && lines.first().name == "DTEND"_L1) {
        const auto read = readICalTime(lines.first(), lines.first().value, context);
        if (!read || read->dateOnly != start.dateOnly || read->floating != start.floating)
            return std::nullopt;
        end = *read;
    } else if (!lines.isEmpty()) {
        const auto duration = libical::readDuration(lines.first().value.trimmed());
        if (!duration || duration->days < 0 || duration->seconds < 0
            || (start.dateOnly && duration->seconds != 0))
            return std::nullopt;
        const QDateTime wall = QDateTime::fromString(start.time.wall, Qt::ISODate);
        const QDate date = wall.date().addDays(duration->days);
        if (!date.isValid() || date.year() > 9999)
            return std::nullopt;
        end.time = start.dateOnly
            ? fromDate(date)
            : fromUtc(fromWall(QDateTime(date, wall.time(), Qt::UTC), zone).utcMs + duration->seconds * 1000,
                      zone);
    }
    if (end.time.utcMs < start.time.utcMs)
        return std::nullopt;
    if (end.time.utcMs == start.time.utcMs)
        end.time = start.dateOnly ? fromDate(dateOf(start.time).addDays(1))
                                  : fromUtc(start.time.utcMs + kShortestMs, zone);
    if (end.floating)
        end.time.zone.clear();
    if (!dateOf(end.time).isValid()) // after the year 9999
        return std::nullopt;
    return end;
}

}
