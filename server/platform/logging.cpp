#include "server/platform/logging.h"

#include <QDateTime>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <atomic>
#include <cerrno>
#include <fcntl.h>
#include <mutex>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace hearth::server {

Q_LOGGING_CATEGORY(lcAuth, "hearth.auth", QtInfoMsg)
Q_LOGGING_CATEGORY(lcCalendar, "hearth.calendar", QtInfoMsg)
Q_LOGGING_CATEGORY(lcGateway, "hearth.gateway", QtInfoMsg)
Q_LOGGING_CATEGORY(lcHttp, "hearth.http", QtInfoMsg)
Q_LOGGING_CATEGORY(lcLive, "hearth.live", QtInfoMsg)
Q_LOGGING_CATEGORY(lcRpc, "hearth.rpc", QtInfoMsg)
Q_LOGGING_CATEGORY(lcPlatform, "hearth.platform", QtInfoMsg)
Q_LOGGING_CATEGORY(lcHost, "hearth.host", QtInfoMsg)

namespace {

/// Where lines go. Written with one write() each, so that lines of several threads never mix.
struct Sink {
    std::mutex mutex;
    LogOptions options;
    int fd = STDERR_FILENO;
    bool json = false;
};

/// The handler of a process can't have an owner: Qt calls it until the last destructor has run.
Sink &sink()
{
    static Sink *const instance = new Sink;
    return *instance;
}

std::atomic<bool> s_started{false};
thread_local const QList<LogField> *t_fields = nullptr;

int severity(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return 0;
    case QtInfoMsg:
        return 1;
    case QtWarningMsg:
        return 2;
    case QtCriticalMsg:
        return 3;
    case QtFatalMsg:
        return 4;
    }
    return 4;
}

QLatin1StringView levelName(QtMsgType type)
{
    static constexpr const char *kNames[] = {"debug", "info", "warning", "error", "fatal"};
    return QLatin1StringView(kNames[severity(type)]);
}

QString timeText(qint64 timeMs)
{
    return QDateTime::fromMSecsSinceEpoch(timeMs, Qt::UTC).toString(Qt::ISODateWithMs);
}

/// Control characters would let whoever names a thing write lines of their own.
QString printable(const QString &text)
{
    QString result = text;
    for (QChar &c : result)
        if (c.category() == QChar::Other_Control)
            c = u' ';
    return result;
}

void writeAll(int fd, const QByteArray &line)
{
    qsizetype done = 0;
    while (done < line.size()) {
        const ssize_t n = ::write(fd, line.constData() + done, size_t(line.size() - done));
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return; // there is nowhere left to say so
        done += n;
    }
}

void handleMessage(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    Sink &out = sink();
    static const QList<LogField> kNone;
    const QList<LogField> &fields = t_fields ? *t_fields : kNone;
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    const std::lock_guard lock(out.mutex);
    if (severity(type) < severity(out.options.level))
        return;
    QByteArray line = out.json ? jsonLogLine(now, type, context.category, text, fields)
                               : textLogLine(now, type, context.category, text, fields);
    line.append('\n');
    writeAll(out.fd, line);
}

void log(QtMsgType type, const QLoggingCategory &category, const QString &text, LogFields fields)
{
    if (!category.isEnabled(type))
        return;
    const QList<LogField> list(fields);
    QString line = text;
    if (!s_started.load(std::memory_order_relaxed))
        for (const LogField &field : list)
            line += u' ' + QLatin1StringView(field.name) + u'=' + field.value;
    t_fields = &list;
    const QMessageLogger logger(nullptr, 0, nullptr, category.categoryName());
    switch (type) {
    case QtDebugMsg:
        logger.debug("%ls", qUtf16Printable(line));
        break;
    case QtInfoMsg:
        logger.info("%ls", qUtf16Printable(line));
        break;
    case QtWarningMsg:
        logger.warning("%ls", qUtf16Printable(line));
        break;
    case QtCriticalMsg:
    case QtFatalMsg:
        logger.critical("%ls", qUtf16Printable(line));
        break;
    }
    t_fields = nullptr;
}

shared::Result<int> openLog(const QString &file)
{
    const int fd =
        ::open(QFile::encodeName(file).constData(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640);
    if (fd >= 0)
        return fd;
    return shared::Error{shared::ErrorCode::InvalidArgument,
                         u"The log file %1 can't be opened: %2"_s.arg(file, qt_error_string(errno))};
}

/// Debug lines of our own categories are off in Qt unless a rule asks for them.
void setRules(QtMsgType level)
{
    QLoggingCategory::setFilterRules(level == QtDebugMsg ? u"hearth.*.debug=true"_s : QString());
}

}

void logDebug(const QLoggingCategory &category, const QString &text, LogFields fields)
{
    log(QtDebugMsg, category, text, fields);
}
void logInfo(const QLoggingCategory &category, const QString &text, LogFields fields)
{
    log(QtInfoMsg, category, text, fields);
}
void logWarning(const QLoggingCategory &category, const QString &text, LogFields fields)
{
    log(QtWarningMsg, category, text, fields);
}
void logError(const QLoggingCategory &category, const QString &text, LogFields fields)
{
    log(QtCriticalMsg, category, text, fields);
}

shared::Outcome startLogging(const LogOptions &options)
{
    int fd = STDERR_FILENO;
    if (!options.file.isEmpty()) {
        const shared::Result<int> opened = openLog(options.file);
        if (!opened)
            return opened.error();
        fd = *opened;
    }
    Sink &out = sink();
    {
        const std::lock_guard lock(out.mutex);
        out.options = options;
        out.json = options.format == LogFormat::Json
            || (options.format == LogFormat::Auto && (!options.file.isEmpty() || !::isatty(STDERR_FILENO)));
        if (out.fd != STDERR_FILENO)
            ::close(out.fd);
        out.fd = fd;
    }
    setRules(options.level);
    s_started.store(true, std::memory_order_relaxed);
    qInstallMessageHandler(handleMessage);
    return shared::Done{};
}

shared::Outcome reopenLog()
{
    Sink &out = sink();
    const std::lock_guard lock(out.mutex);
    if (out.options.file.isEmpty())
        return shared::Done{};
    const shared::Result<int> opened = openLog(out.options.file);
    if (!opened)
        return opened.error();
    ::close(out.fd);
    out.fd = *opened;
    return shared::Done{};
}

QByteArray jsonLogLine(qint64 timeMs, QtMsgType level, const char *category, const QString &text,
                       const QList<LogField> &fields)
{
    QJsonObject line;
    for (const LogField &field : fields)
        line.insert(QLatin1StringView(field.name), field.value);
    line.insert("time"_L1, timeText(timeMs));
    line.insert("level"_L1, levelName(level));
    line.insert("category"_L1, QString::fromUtf8(category));
    line.insert("message"_L1, text);
    return QJsonDocument(line).toJson(QJsonDocument::Compact);
}

QByteArray textLogLine(qint64 timeMs, QtMsgType level, const char *category, const QString &text,
                       const QList<LogField> &fields)
{
    QString line = timeText(timeMs) + u' ' + levelName(level).toString().leftJustified(7) + u' '
        + QString::fromUtf8(category) + u": "_s + printable(text);
    for (const LogField &field : fields)
        line += u' ' + QLatin1StringView(field.name) + u'=' + printable(field.value);
    return line.toUtf8();
}

}
