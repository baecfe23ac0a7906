// bench_recurrence FROM TO: reads events as lines of START and RRULE, separated by a tab, and prints as JSON
// how long it takes to work out what they have between the two times: reading their texts, and expanding
// them.

#include "shared/recurrence/recurrenceexpander.h"
#include "shared/recurrence/wallclock.h"

#include <QElapsedTimer>

#include <algorithm>
#include <array>
#include <cstdio>
#include <iostream>
#include <string>

using namespace Qt::StringLiterals;
using namespace hearth::shared;

namespace {
constexpr int kRounds = 51;
constexpr qint64 kHourMs = 3'600'000;

struct Line {
    QString start;
    QString recurrence;
};

QList<Line> readLines()
{
    QList<Line> lines;
    for (std::string text; std::getline(std::cin, text);) {
        const QString line = QString::fromStdString(text);
        lines.append({line.section(u'\t', 0, 0), u"RRULE:"_s + line.section(u'\t', 1)});
    }
    return lines;
}

QList<Series> read(const QList<Line> &lines, const QTimeZone &zone)
{
    QList<Series> all;
    for (const Line &line : lines)
        all.append(
            {parseWallTime(line.start).value(), zone, false, kHourMs, *parseRecurrenceSet(line.recurrence)});
    return all;
}

qsizetype expand(const QList<Series> &all, const ExpansionWindow &window)
{
    const auto clock = std::make_shared<WallClock>(all.first().zone);
    qsizetype found = 0;
    for (const Series &series : all)
        found += RecurrenceExpander(series, clock).between(window)->instances.size();
    return found;
}

/// The median of some rounds, in ms.
template <class Work> double timed(const Work &work)
{
    std::array<double, kRounds> rounds{};
    for (double &round : rounds) {
        QElapsedTimer timer;
        timer.start();
        work();
        round = double(timer.nsecsElapsed()) / 1e6;
    }
    std::nth_element(rounds.begin(), rounds.begin() + kRounds / 2, rounds.end());
    return rounds.at(kRounds / 2);
}
}

int main(int argc, char **argv)
{
    const QList<Line> lines = argc == 3 ? readLines() : QList<Line>();
    if (lines.isEmpty()) {
        std::fputs("usage: bench_recurrence FROM TO <EVENTS\n", stderr);
        return 2;
    }
    const auto ms = [argv](int i) {
        return parseWallTime(QString::fromLocal8Bit(argv[i])).value().seconds * 1000;
    };
    const ExpansionWindow window{ms(1), ms(2)};
    const QTimeZone zone("Europe/Berlin");
    const QList<Series> all = read(lines, zone);
    const qsizetype found = expand(all, window);
    const double reading = timed([&] { (void)read(lines, zone); });
    const double expanding = timed([&] { (void)expand(all, window); });
    std::printf("{\"events\":%d,\"occurrences\":%d,\"read_ms\":%.3f,\"expand_ms\":%.3f}\n", int(all.size()),
                int(found), reading, expanding);
    return 0;
}
