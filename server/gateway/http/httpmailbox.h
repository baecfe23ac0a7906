#pragma once

#include "server/gateway/http/httphandler.h"

#include <QEvent>

#include <atomic>
#include <mutex>
#include <variant>
#include <vector>

namespace hearth::server::gateway {

/// What a handler has decided about one request.
using HttpVerdict = std::variant<HttpResponse, UpgradeTaker>;

/// Where a verdict belongs: one request of one connection of one IO thread.
struct HttpAddress {
    quint64 connection = 0;
    quint64 sequence = 0;
};

/// Takes verdicts on their IO thread.
class HttpRecipient {
public:
    virtual ~HttpRecipient() = default;
    virtual void deliver(const HttpAddress &address, HttpVerdict verdict) = 0;
};

/// Brings verdicts from any thread to one IO thread: at once from that thread itself, otherwise in batches,
/// one event for each. Outlives the thread; what comes afterwards is dropped.
class HttpMailbox {
public:
    /// To be made on the IO thread. `wakeUp` is an object of that thread, which calls collect() on kWakeUp
    /// events.
    HttpMailbox(HttpRecipient &recipient, QObject &wakeUp);

    static const QEvent::Type kWakeUp;

    void post(const HttpAddress &address, HttpVerdict verdict);
    /// Delivers what has come; on the IO thread.
    void collect();
    /// Ends deliveries; on the IO thread.
    void close();

private:
    struct Letter {
        HttpAddress address;
        HttpVerdict verdict;
    };

    const Qt::HANDLE m_thread;
    HttpRecipient *m_recipient; ///< used on the IO thread only
    std::mutex m_mutex;
    QObject *m_wakeUp; ///< null when closed
    std::vector<Letter> m_letters;
};

/// One request's right to one answer, shared by the copies of its responder.
class HttpTicket {
public:
    HttpTicket(std::shared_ptr<HttpMailbox> mailbox, HttpAddress address);
    /// Answers 500 where nobody has.
    ~HttpTicket();
    Q_DISABLE_COPY_MOVE(HttpTicket)

    void send(HttpVerdict verdict);
    bool isDone() const { return m_done.load(std::memory_order_relaxed); }
    /// The connection has gone.
    void cancel() { m_done.store(true, std::memory_order_relaxed); }

private:
    std::shared_ptr<HttpMailbox> m_mailbox;
    HttpAddress m_address;
    std::atomic<bool> m_done = false;
};

}
