#pragma once

#include "shared/base/result.h"
#include "shared/domain/message.h"

#include <QJsonObject>

namespace hearth::shared {

/// The message in an answer or in a frame's "data"; a frame's has no seq of its own, then it is 0.
/// InvalidArgument for what is no message.
Result<Message> messageFromJson(const QJsonObject &json);

}
