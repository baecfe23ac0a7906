#pragma once

#include "shared/base/result.h"

#include <QLoggingCategory>
#include <QString>

#include <initializer_list>

namespace hearth::server {

Q_DECLARE_LOGGING_CATEGORY(lcAuth) // hearth.auth
Q_DECLARE_LOGGING_CATEGORY(lcCalendar) // hearth.calendar
Q_DECLARE_LOGGING_CATEGORY(lcGateway) // hearth.gateway
Q_DECLARE_LOGGING_CATEGORY(lcHttp) // hearth.http
Q_DECLARE_LOGGING_CATEGORY(lcLive) // hearth.live
Q_DECLARE_LOGGING_CATEGORY(lcRpc) // hearth.rpc
Q_DECLARE_LOGGING_CATEGORY(lcPlatform) // hearth.platform
Q_DECLARE_LOGGING_CATEGORY(lcHost) // hearth.host

/// One member of a log line: an id, a number, a path. Never a secret, never what a person wrote.
struct LogField {
    LogField(const char *fieldName, QString fieldValue)
        : name(fieldName)
        , value(std::move(fieldValue))
    {
    }
    LogField(const char *fieldName, const QByteArray &fieldValue)
        : LogField(fieldName, QString::fromUtf8(fieldValue))
    {
    }
    LogField(const char *fieldName, qint64 fieldValue)
        : LogField(fieldName, QString::number(fieldValue))
    {
    }
    const char *name;
    QString value;
};
using LogFields = std::initializer_list<LogField>;

/// `logInfo(lcAuth(), u"Session revoked"_s, {{"session_id", id.toString()}, {"request_id",
/// call.requestId}});`
void logDebug(const QLoggingCategory &category, const QString &text, LogFields fields = {});
void logInfo(const QLoggingCategory &category, const QString &text, LogFields fields = {});
void logWarning(const QLoggingCategory &category, const QString &text, LogFields fields = {});
void logError(const QLoggingCategory &category, const QString &text, LogFields fields = {});

enum class LogFormat {
    Auto, ///< text on a terminal, otherwise JSON lines
    Text,
    Json,
};

struct LogOptions {
    QtMsgType level = QtInfoMsg; ///< this and more severe
    QString file; ///< empty: standard error
    LogFormat format = LogFormat::Auto;
};

/// Takes over all of Qt's messages of this process. InvalidArgument where the file can't be opened.
shared::Outcome startLogging(const LogOptions &options);
/// Opens the log file anew, after a rotation; without a file it does nothing. On failure the old file goes
/// on.
shared::Outcome reopenLog();

/// One JSON object without a line end, as a headless server writes it: time, level, category, message and the
/// fields.
QByteArray jsonLogLine(qint64 timeMs, QtMsgType level, const char *category, const QString &text,
                       const QList<LogField> &fields);
/// The same for people.
QByteArray textLogLine(qint64 timeMs, QtMsgType level, const char *category, const QString &text,
                       const QList<LogField> &fields);

}
