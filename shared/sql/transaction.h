#pragma once

namespace hearth::shared {

class Database;

/// BEGIN (IMMEDIATE on SQLite) ... COMMIT; rolled back when it goes out of scope uncommitted. Throws SqlError.
class Transaction {
public:
    explicit Transaction(Database &database);
    ~Transaction();
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;

    void commit();

private:
    Database &m_database;
    bool m_open = true;
};

}
