#include "client/ui/theme/sessionbus.h"

#include <QFile>
#include <QString>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

bool hasSessionBus()
{
    if (qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS"))
        return true;
    return QFile::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + "/bus"_L1);
}

}
