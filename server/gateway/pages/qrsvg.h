#pragma once

#include "server/gateway/pages/html.h"

namespace hearth::server::gateway {

/// A text as a QR code (ISO/IEC 18004, level M), an inline SVG of black on white in both themes, so that
/// every camera reads it. `label` tells what it is to those who don't see it. Empty for a text that is too
/// long.
Html qrSvg(const QString &text, const QString &label);

}
