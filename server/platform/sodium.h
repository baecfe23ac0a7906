#pragma once

#include <QByteArray>

namespace hearth::server {

/// Makes libsodium ready; cheap when it is already. Throws std::runtime_error.
void initSodium();
/// From the system's generator.
QByteArray randomBytes(int count);

}
