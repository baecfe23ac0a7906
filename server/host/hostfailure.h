#pragma once

#include "server/host/exitcode.h"

#include <QString>

#include <stdexcept>

namespace hearth::server::host {

/// Why a host can't start, in words for an administrator. Thrown while it is put together, caught once in
/// ServerHost.
class HostFailure : public std::runtime_error {
public:
    HostFailure(ExitCode code, const QString &message)
        : std::runtime_error(message.toStdString())
        , m_code(code)
        , m_message(message)
    {
    }
    ExitCode code() const { return m_code; }
    QString message() const { return m_message; }

private:
    ExitCode m_code;
    QString m_message;
};

}
