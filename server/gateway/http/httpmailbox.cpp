#include "server/gateway/http/httpmailbox.h"

#include <QCoreApplication>
#include <QThread>

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;

const QEvent::Type HttpMailbox::kWakeUp = QEvent::Type(QEvent::registerEventType());

HttpMailbox::HttpMailbox(HttpRecipient &recipient, QObject &wakeUp)
    : m_thread(QThread::currentThreadId())
    , m_recipient(&recipient)
    , m_wakeUp(&wakeUp)
{
}

void HttpMailbox::post(const HttpAddress &address, HttpVerdict verdict)
{
    if (QThread::currentThreadId() == m_thread) {
        if (m_recipient)
            m_recipient->deliver(address, std::move(verdict));
        return;
    }
    const std::lock_guard lock(m_mutex);
    if (!m_wakeUp)
        return;
    m_letters.push_back({address, std::move(verdict)});
    if (m_letters.size() == 1)
        QCoreApplication::postEvent(m_wakeUp, new QEvent(kWakeUp));
}

void HttpMailbox::collect()
{
    std::vector<Letter> letters;
    {
        const std::lock_guard lock(m_mutex);
        letters.swap(m_letters);
    }
    for (Letter &letter : letters) {
        if (m_recipient)
            m_recipient->deliver(letter.address, std::move(letter.verdict));
    }
}

void HttpMailbox::close()
{
    std::vector<Letter> dropped;
    const std::lock_guard lock(m_mutex);
    m_recipient = nullptr;
    m_wakeUp = nullptr;
    dropped.swap(m_letters);
}

HttpTicket::HttpTicket(std::shared_ptr<HttpMailbox> mailbox, HttpAddress address)
    : m_mailbox(std::move(mailbox))
    , m_address(address)
{
}

HttpTicket::~HttpTicket()
{
    if (!isDone())
        send(HttpResponse::problem(500, u"The server has found no answer to this request."_s));
}

void HttpTicket::send(HttpVerdict verdict)
{
    if (!m_done.exchange(true))
        m_mailbox->post(m_address, std::move(verdict));
}

}
