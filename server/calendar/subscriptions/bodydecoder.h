#pragma once

#include "shared/base/result.h"

#include <QByteArray>

namespace hearth::server::calendar {

/// A body without its Content-Encoding (gzip, deflate or none). TooLarge where it comes to more than
/// `maxBytes`, and no more than that is ever held; Unavailable with reason "bad_answer" for what can't be
/// decoded.
shared::Result<QByteArray> decodedBody(const QByteArray &body, const QByteArray &encoding, qint64 maxBytes);

}
