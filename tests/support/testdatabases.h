#pragma once

#include "shared/sql/databaseurl.h"

#include <QTemporaryDir>

namespace hearth::tests {

/// Adds the column "engine" and the rows "sqlite" and "postgresql" to the running test's data.
void addEngineRows();

/// A database for one test: a file in a folder of its own, or a PostgreSQL database with a random name; gone
/// with the object. PostgreSQL is the server of HEARTH_TEST_POSTGRES, a superuser's URL.
class TestDatabase {
public:
    explicit TestDatabase(shared::Engine engine);
    ~TestDatabase();
    TestDatabase(const TestDatabase &) = delete;
    TestDatabase &operator=(const TestDatabase &) = delete;

    const shared::DatabaseUrl &url() const { return m_url; }
    /// The URL as a command line takes it.
    QString urlText() const;

    /// Whether the engine of a row can be had. Where not, HEARTH_TEST_REQUIRE_ALL=1 makes it a failure.
    static bool available(shared::Engine engine);
    static bool allRequired();

private:
    shared::DatabaseUrl m_url;
    QTemporaryDir m_folder;
};

}

/// Skips the test where `engine` can't be had, or fails it where all have to run.
#define REQUIRE_ENGINE(engine)                                                                               \
    if (!hearth::tests::TestDatabase::available(engine)) {                                                   \
        if (hearth::tests::TestDatabase::allRequired())                                                      \
            QFAIL("HEARTH_TEST_POSTGRES is not set");                                                        \
        QSKIP("HEARTH_TEST_POSTGRES is not set");                                                            \
    }

/// Reads the row's engine into `engine`, and requires it.
#define FETCH_ENGINE(engine)                                                                                 \
    QFETCH(hearth::shared::Engine, engine);                                                                  \
    REQUIRE_ENGINE(engine)
Q_DECLARE_METATYPE(hearth::shared::Engine)
