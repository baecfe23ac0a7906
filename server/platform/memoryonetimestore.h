#pragma once

#include "server/platform/onetimestore.h"
#include "shared/base/clock.h"

#include <QHash>

#include <mutex>

namespace hearth::server {

/// A process's own. Holds at most `maxItems`; beyond, nothing more is taken in until one has ended.
class MemoryOneTimeStore final : public OneTimeStore {
public:
    explicit MemoryOneTimeStore(const shared::Clock &clock, int maxItems = 10'000);

    void put(const QByteArray &key, const QByteArray &value, std::chrono::seconds lifetime,
             std::function<void(shared::Outcome)> reply) override;
    void look(const QByteArray &key, std::function<void(shared::Outcome)> reply) override;
    void take(const QByteArray &key, std::function<void(shared::Result<QByteArray>)> reply) override;

private:
    struct Item {
        QByteArray value;
        qint64 endsMs = 0;
    };
    bool insert(const QByteArray &key, const Item &item);
    bool has(const QByteArray &key);
    std::optional<QByteArray> remove(const QByteArray &key);

    const shared::Clock &m_clock;
    const int m_maxItems;
    std::mutex m_mutex;
    QHash<QByteArray, Item> m_items;
};

}
