#pragma once

#include "server/auth/authparts.h"

namespace hearth::server::auth {

/// The deletion of accounts. It spans both databases: here a mark is made, which outlives a crash; then the
/// calendar service forgets the user; then the user goes. Whoever finds a mark may go on (the calendar
/// service does), and each step may be taken again.
class Departures {
public:
    explicit Departures(AuthParts &parts)
        : m_parts(parts)
    {
    }

    void begin(const CallContext &call, const BeginDeletionRequest &request, Reply<Empty> reply);
    void list(Reply<UsersResponse> reply);
    void finish(const DeletionRequest &request, Reply<Empty> reply);
    void cancel(const DeletionRequest &request, Reply<Empty> reply);

private:
    void mark(const UserRecord &user, const Reply<Empty> &reply);

    AuthParts &m_parts;
};

}
