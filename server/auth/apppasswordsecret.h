#pragma once

#include <QByteArray>
#include <QString>

namespace hearth::server::auth {

/// A new app password: 140 bits from the system's random source as 28 letters and digits of Crockford's base
/// 32 (no i, l, o or u) in lower case and groups of four, to be typed on a phone: "7k2m-x9qa-...".
QString newAppPassword();

/// What is stored of an app password: SHA-256 over the username's folded key and the password, as it was
/// meant: case, hyphens and spaces don't count, an "o" is a 0, an "i" or "l" a 1.
///
/// A fast hash is enough: what makes a chosen password's hash worth breaking is that it can be guessed.
/// Nobody guesses one of 2^140 values, at whatever rate, so that Argon2's cost would protect nothing and be
/// paid for every request of every phone. For the same reason the row may be looked up by its hash: how far
/// an index compares it says nothing about a password that nobody can steer the hash of. The username goes in
/// so that the one lookup answers for both, and takes the same time for a user that does not exist.
QByteArray appPasswordHash(const QString &username, const QString &password);

}
