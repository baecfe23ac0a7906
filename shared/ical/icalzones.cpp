#include "shared/ical/icalzones.h"

#include "shared/ical/zonebyoffsets.h"

#include <QRegularExpression>

#include <algorithm>

namespace hearth::shared {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype kMaxDefinitions = 500;
constexpr qsizetype kMaxLookedUp = 1000;
constexpr int kMaxSearches = 10; ///< each asks all zones of the world

QTimeZone zoneOfName(const QString &name)
{
    static const QRegularExpression kPattern(u"\\A[A-Za-z][A-Za-z0-9_+\\-]*(?:/[A-Za-z0-9_+\\-]+){0,2}\\z"_s);
    if (name.size() > 64 || !kPattern.match(name).hasMatch())
        return {};
    const QByteArray id = name.toLatin1();
    return QTimeZone::isTimeZoneIdAvailable(id) ? QTimeZone(id) : QTimeZone();
}

/// "/mozilla.org/20050126_1/Europe/Berlin"
QTimeZone zoneOfEnd(const QString &name)
{
    const QStringList parts = name.split(u'/', Qt::SkipEmptyParts);
    for (qsizetype length = std::min<qsizetype>(3, parts.size() - 1); length >= 2; --length)
        if (const QTimeZone zone = zoneOfName(parts.mid(parts.size() - length).join(u'/')); zone.isValid())
            return zone;
    return {};
}

QTimeZone zoneOfWindows(const QString &name)
{
    const QByteArray id = QTimeZone::windowsIdToDefaultIanaId(name.trimmed().toUtf8());
    return id.isEmpty() ? QTimeZone() : QTimeZone(id); // of no name Qt makes the machine's own zone
}

/// libical and its users say in the definition which zone it is.
QTimeZone zoneOfLocation(const RawComponent &definition)
{
    for (const auto name : {"X-LIC-LOCATION"_L1, "TZID-ALIAS-OF"_L1})
        if (const ContentLine *line = definition.find(name))
            if (const QTimeZone zone = zoneOfName(line->value.trimmed()); zone.isValid())
                return zone;
    return {};
}
}

ICalZones::ICalZones(const QTimeZone &otherwise)
    : m_otherwise(otherwise)
{
}

void ICalZones::define(const RawComponent &definition)
{
    const ContentLine *tzid = definition.find("TZID"_L1);
    if (!tzid || !definition.fault.isEmpty() || m_definitions.size() >= kMaxDefinitions
        || m_definitions.contains(tzid->value))
        return;
    m_definitions.insert(tzid->value, std::make_shared<RawComponent>(definition));
    m_found.remove(tzid->value);
}

const ZoneMatch &ICalZones::find(const QString &tzid)
{
    auto found = m_found.find(tzid);
    if (found == m_found.end()) {
        if (m_found.size() >= kMaxLookedUp)
            m_found.clear();
        found = m_found.insert(tzid, match(tzid));
    }
    return *found;
}

const RawComponent *ICalZones::definition(const QString &tzid) const
{
    const auto found = m_definitions.constFind(tzid);
    return found == m_definitions.constEnd() ? nullptr : found->get();
}

ZoneMatch ICalZones::match(const QString &tzid)
{
    if (const QTimeZone zone = zoneOfName(tzid); zone.isValid())
        return {zone, true, {}};
    const RawComponent *definition = this->definition(tzid);
    for (const QTimeZone &zone :
         {zoneOfEnd(tzid), definition ? zoneOfLocation(*definition) : QTimeZone(), zoneOfWindows(tzid)})
        if (zone.isValid())
            return {zone, false, {}};
    if (!definition || ++m_searches > kMaxSearches)
        return {m_otherwise, false,
                u"The time zone \"%1\" is not known; it was read as %2."_s.arg(
                    tzid.left(60), QString::fromUtf8(m_otherwise.id()))};
    const ZoneByOffsets byOffsets = zoneByOffsets(*definition, m_otherwise);
    if (byOffsets.exact)
        return {byOffsets.zone, false, {}};
    return {byOffsets.zone, false,
            u"No zone of the world has the times of \"%1\"; it was read as %2."_s.arg(
                tzid.left(60), QString::fromUtf8(byOffsets.zone.id()))};
}

void defineZones(ICalZones &zones, QByteArrayView text)
{
    const QByteArrayView begin("BEGIN:VTIMEZONE");
    const QByteArrayView end("END:VTIMEZONE");
    qsizetype at = text.indexOf(begin);
    for (qsizetype count = 0; at >= 0 && count < kMaxDefinitions; ++count) {
        const qsizetype last = text.indexOf(end, at);
        if (last < 0 || last - at > kMaxICalLine)
            return;
        const qsizetype after = last + end.size();
        const RawComponent content = scanContent(QString::fromUtf8(text.sliced(at, after - at)));
        for (const RawComponent &child : content.children)
            if (child.name == "VTIMEZONE"_L1 && content.fault.isEmpty())
                zones.define(child);
        at = text.indexOf(begin, after);
    }
}

}
