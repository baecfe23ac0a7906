#pragma once

#include <QLoggingCategory>

namespace hearth::client {

Q_DECLARE_LOGGING_CATEGORY(syncLog)

}
