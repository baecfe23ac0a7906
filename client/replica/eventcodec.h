#pragma once

#include "shared/domain/event.h"

#include <QByteArray>

namespace hearth::client {

/// The replica's form of an event: binary, because ten thousand are read before the first paint. Ids of the
/// event and the calendar and the calendar's name are not in it: the row has them.
QByteArray encodeEvent(const shared::Event &event);
/// Throws std::runtime_error for what encodeEvent() did not write.
shared::Event decodeEvent(const QByteArray &bytes);

}
