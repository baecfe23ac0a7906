#pragma once

namespace hearth::shared {

class Database;

/// BEGIN ... COMMIT; rolled back when it goes out of scope uncommitted. Throws SqlError.
class Transaction {
public:
    enum class Mode {
        Write, ///< IMMEDIATE on SQLite, READ COMMITTED on PostgreSQL
        Read, ///< several reads of one and the same state; takes no lock
    };
    explicit Transaction(Database &database, Mode mode = Mode::Write);
    ~Transaction();
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;

    /// Statements that write are finished first. SqlError::Kind::CommitUnknown where the connection was lost.
    void commit();

private:
    Database &m_database;
    bool m_open = true;
};

}
