#pragma once

#include "server/platform/onetimestore.h"

#include <QString>

namespace hearth::server::gateway {

/// Keeps something secret for ten minutes behind a word that can be used once. What is kept is encrypted with
/// that word, which is kept nowhere.
class OnceLink {
public:
    explicit OnceLink(OneTimeStore &store);

    /// The word: 256 random bits as base64url. Unavailable where it can't be kept.
    void keep(const QByteArray &value, std::function<void(shared::Result<QString>)> reply);
    /// Gone for a word that was used, whose time is over, or that there never was.
    void look(const QString &word, std::function<void(shared::Outcome)> reply);
    void take(const QString &word, std::function<void(shared::Result<QByteArray>)> reply);

private:
    OneTimeStore &m_store;
};

}
