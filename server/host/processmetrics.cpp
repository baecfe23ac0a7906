#include "server/host/processmetrics.h"

#include <QByteArray>
#include <QDateTime>
#include <QDir>
#include <QFile>

#include <sys/resource.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace hearth::server::host {

namespace {

double residentBytes()
{
    QFile file(u"/proc/self/statm"_s); // in pages: size resident ...
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toDouble() * double(sysconf(_SC_PAGESIZE));
}

double cpuSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval &time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double openFiles()
{
    return double(
        QDir(u"/proc/self/fd"_s).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot).size());
}

double mostFiles()
{
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    return double(limit.rlim_cur);
}

}

ProcessMetrics::ProcessMetrics(Metrics &metrics)
{
    metrics.gauge("process_start_time_seconds", "Start, in seconds since the epoch")
        .set(double(QDateTime::currentMSecsSinceEpoch()) / 1000);
    metrics.gauge("process_max_fds", "Files that may be open").set(mostFiles());
    m_watches.push_back(
        metrics.watchGauge("process_resident_memory_bytes", "Memory in use", {}, residentBytes));
    m_watches.push_back(metrics.watchGauge("process_open_fds", "Files that are open", {}, openFiles));
    m_watches.push_back(metrics.watchCounter("process_cpu_seconds_total", "CPU time", {}, cpuSeconds));
}

}
