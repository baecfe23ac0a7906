#pragma once

#include "server/auth/authparts.h"

#include <atomic>

namespace hearth::server::auth {

/// The auth service's share of the calendar service's sagas.
class Participation {
public:
    explicit Participation(AuthParts &parts)
        : m_parts(parts)
    {
    }

    void add(const AddParticipantsRequest &request, Reply<Empty> reply);
    void undo(const ParticipantsChange &request, Reply<Empty> reply);
    void remove(const DeleteParticipantsRequest &request, Reply<Empty> reply);
    void list(const ParticipantsRequest &request, Reply<ParticipantsResponse> reply);

private:
    /// The time before which steps are to be forgotten now, once in a while; else 0.
    qint64 purgeBefore();

    AuthParts &m_parts;
    std::atomic<int> m_steps{0};
};

}
