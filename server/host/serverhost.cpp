#include "server/host/serverhost.h"

#include "server/host/hostcore.h"
#include "server/host/hostfailure.h"
#include "server/platform/logging.h"

#include <QTimer>

#include <private/qeventdispatcher_unix_p.h>

#include <chrono>

using namespace Qt::StringLiterals;

namespace hearth::server::host {

namespace {
using namespace std::chrono_literals;

constexpr auto kReadyPause = 2ms;
constexpr int kReadyTries = 500; ///< a gateway whose services are away announces itself after a second
}

ServerHost::ServerHost(Config config, ServiceTransport *transport, QObject *parent)
    : QObject(parent)
    , m_config(std::move(config))
    , m_transport(transport)
    , m_context(std::make_unique<QObject>())
{
    m_thread.setObjectName(u"hearth-host"_s);
    m_thread.setEventDispatcher(new QEventDispatcherUNIX); // glib's grows slow with the number of sockets
    m_context->moveToThread(&m_thread);
    m_thread.start();
}

ServerHost::~ServerHost()
{
    QMetaObject::invokeMethod(
        m_context.get(), [this] { dropCore(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

void ServerHost::start()
{
    if (m_state != State::Stopped)
        return;
    m_state = State::Starting;
    QMetaObject::invokeMethod(m_context.get(), [this] { startCore(); });
}

/// In m_thread. The boundary at which a failing part becomes a message.
void ServerHost::startCore()
{
    ExitCode code = ExitCode::Internal;
    QString message;
    try {
        m_core = std::make_unique<HostCore>(m_config, m_transport);
        connect(m_core.get(), &HostCore::drained, m_context.get(), [this] {
            // The core can't go while it emits.
            QMetaObject::invokeMethod(
                m_context.get(),
                [this] {
                    dropCore();
                    QMetaObject::invokeMethod(this, [this] { onStopped(); });
                },
                Qt::QueuedConnection);
        });
        announceWhenReady(kReadyTries);
        return;
    } catch (const HostFailure &failure) {
        code = failure.code();
        message = failure.message();
    } catch (const std::exception &error) {
        message = u"The server can't start: "_s + QString::fromUtf8(error.what());
    }
    QMetaObject::invokeMethod(this, [this, code, message] { onFailed(code, message); });
}

/// In m_thread. The gateway's streams to the services open in its event loop.
void ServerHost::announceWhenReady(int triesLeft)
{
    if (!m_core)
        return;
    if (!m_core->isReady() && triesLeft > 0) {
        QTimer::singleShot(kReadyPause, m_context.get(),
                           [this, triesLeft] { announceWhenReady(triesLeft - 1); });
        return;
    }
    QMetaObject::invokeMethod(this, [this, addresses = m_core->addresses()] { onStarted(addresses); });
}

void ServerHost::dropCore() { m_core.reset(); }

void ServerHost::stop()
{
    if (m_state != State::Running)
        return;
    m_state = State::Stopping;
    QMetaObject::invokeMethod(m_context.get(), [this] {
        if (m_core)
            m_core->drain();
    });
}

void ServerHost::reload()
{
    QMetaObject::invokeMethod(m_context.get(), [this] {
        if (m_core)
            m_core->reload();
    });
}

int ServerHost::liveSessions() const { return m_state == State::Running ? m_core->liveSessions() : 0; }

void ServerHost::onStarted(const HostAddresses &addresses)
{
    m_state = State::Running;
    m_addresses = addresses;
    for (const Endpoint &endpoint : addresses.clients)
        logInfo(lcHost(), u"Serving clients"_s, {{"address", clientUrl(endpoint)}});
    Q_EMIT started();
}

void ServerHost::onFailed(ExitCode code, const QString &message)
{
    m_state = State::Stopped;
    Q_EMIT failed(code, message);
}

void ServerHost::onStopped()
{
    m_state = State::Stopped;
    m_addresses = {};
    logInfo(lcHost(), u"Stopped"_s);
    Q_EMIT stopped();
}

}
