#pragma once

#include "shared/base/result.h"

#include <QString>

namespace hearth::shared {

/// A name in NFC without surrounding white space, of 1 to maxLength characters (code points) and no control
/// characters; otherwise InvalidArgument with a message that begins with `what` ("The calendar name ...").
Result<QString> parseName(const QString &text, int maxLength, const QString &what);

/// A username: 1 to 64 letters, digits, '.', '_', '-' of any script, NFC.
Result<QString> parseUsername(const QString &text);

/// A password: 8 to 1,024 characters.
Outcome checkPassword(const QString &text);

/// What two names have in common that count as the same: NFKC and case folding.
QString foldedKey(const QString &name);

}
