// recurrencedump: reads lines of START, RECURRENCE (its lines joined by '|'), FROM and TO (UTC), separated by
// tabs, and prints for each the starts of the occurrences in [FROM, TO), joined by ',', or '!' and a reason.
// All times are basic ISO; the zone is UTC and the occurrences have no length.

#include "shared/recurrence/recurrenceexpander.h"

#include <QStringList>

#include <cstdio>
#include <iostream>
#include <string>

using namespace Qt::StringLiterals;
using namespace hearth::shared;

namespace {
constexpr int kLimit = 100'000;

qint64 toMs(const QString &text) { return parseWallTime(text).value_or(WallTime{}).seconds * 1000; }

QString expand(const QStringList &fields)
{
    if (fields.size() != 4)
        return u"!four_fields_wanted"_s;
    const auto set = parseRecurrenceSet(QString(fields.at(1)).replace(u'|', u'\n'));
    if (!set)
        return u'!' + set.error().reason;
    Series series;
    series.start = parseWallTime(fields.at(0)).value_or(WallTime{});
    series.set = *set;
    const auto expansion =
        RecurrenceExpander(series).between({toMs(fields.at(2)), toMs(fields.at(3)), kLimit, std::nullopt});
    if (!expansion)
        return u'!' + expansion.error().reason;
    QStringList ids;
    for (const RecurrenceInstance &instance : expansion->instances)
        ids.append(instance.id.toBasic());
    return ids.join(u',');
}
}

int main()
{
    std::ios::sync_with_stdio(false);
    for (std::string line; std::getline(std::cin, line);)
        std::cout << expand(QString::fromStdString(line).split(u'\t')).toStdString() << '\n';
    return 0;
}
