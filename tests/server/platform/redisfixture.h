#pragma once

#include "server/platform/redisaddress.h"

#include <QRandomGenerator>
#include <QTest>

namespace hearth::server {

/// Where the tests' Redis is; skips the test without one, or fails it where all have to run.
#define REQUIRE_REDIS()                                                                                      \
    if (qEnvironmentVariableIsEmpty("HEARTH_TEST_REDIS")) {                                                  \
        if (qEnvironmentVariableIsSet("HEARTH_TEST_REQUIRE_ALL"))                                            \
            QFAIL("HEARTH_TEST_REDIS is not set");                                                           \
        QSKIP("HEARTH_TEST_REDIS is not set");                                                               \
    }

inline RedisAddress testRedis() { return RedisAddress::fromUrl(qEnvironmentVariable("HEARTH_TEST_REDIS")); }

/// A key that no other run uses.
inline QByteArray freshKey()
{
    return "test:" + QByteArray::number(QRandomGenerator::global()->generate64(), 16);
}

}
