#include "server/calendar/subscriptions/responsereader.h"

namespace hearth::server::calendar {

namespace {
constexpr qsizetype kMaxHead = 32 * 1024;
constexpr qsizetype kMaxChunkLine = 1024;
constexpr int kMaxInterim = 10;

bool hasNoBody(int status) { return status == 204 || status == 304; }
}

ResponseReader::ResponseReader(qint64 maxBody)
    : m_maxBody(maxBody)
{
}

ResponseReader::State ResponseReader::take(const QByteArray &bytes)
{
    if (m_state != State::Reading)
        return m_state;
    m_buffer += bytes;
    m_state = read();
    return m_state;
}

ResponseReader::State ResponseReader::finish()
{
    if (m_state == State::Reading)
        m_state = m_inBody && !m_chunked && !m_length ? State::Done : State::Broken;
    return m_state;
}

ResponseReader::State ResponseReader::read()
{
    while (!m_inBody) {
        const State head = readHead();
        const bool interim = head == State::Done && m_status / 100 == 1;
        if (interim && (m_status == 101 || ++m_interim > kMaxInterim))
            return State::Broken;
        if (head != State::Done)
            return head;
        m_inBody = !interim;
    }
    if (hasNoBody(m_status))
        return State::Done;
    return m_chunked ? readChunks() : readBody();
}

/// Done where a whole head was there.
ResponseReader::State ResponseReader::readHead()
{
    const qsizetype end = m_buffer.indexOf("\r\n\r\n");
    if (end < 0 || end > kMaxHead)
        return m_buffer.size() > kMaxHead ? State::Broken : State::Reading;
    QList<QByteArray> lines = m_buffer.left(end).split('\n');
    m_buffer.remove(0, end + 4);
    const QByteArray first = lines.takeFirst().trimmed();
    m_status = first.startsWith("HTTP/1.") ? first.mid(9, 3).toInt() : 0;
    m_fields.clear();
    const bool sane = m_status >= 100 && m_status <= 599 && readFields(lines);
    return sane ? State::Done : State::Broken;
}

bool ResponseReader::readFields(const QList<QByteArray> &lines)
{
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        if (colon < 1)
            return false;
        m_fields.insert(line.left(colon).toLower(), line.mid(colon + 1).trimmed());
    }
    m_chunked = m_fields.value("transfer-encoding").toLower() == "chunked";
    if (!m_chunked && m_fields.contains("transfer-encoding"))
        return false;
    m_length.reset();
    if (m_fields.contains("content-length") && !m_chunked) {
        bool ok = false;
        m_length = m_fields.value("content-length").toLongLong(&ok);
        return ok && *m_length >= 0;
    }
    return true;
}

ResponseReader::State ResponseReader::readBody()
{
    if (m_length.value_or(0) > m_maxBody || m_body.size() + m_buffer.size() > m_maxBody)
        return State::TooLarge;
    m_body += m_buffer;
    m_buffer.clear();
    if (!m_length || m_body.size() < *m_length)
        return State::Reading;
    m_body.truncate(*m_length);
    return State::Done;
}

ResponseReader::State ResponseReader::readChunks()
{
    for (;;) {
        const qsizetype end = m_buffer.indexOf("\r\n");
        if (end < 0)
            return m_buffer.size() > kMaxChunkLine ? State::Broken : State::Reading;
        bool ok = false;
        const qint64 size = m_buffer.left(end).split(';').first().trimmed().toLongLong(&ok, 16);
        if (!ok || size < 0 || end > kMaxChunkLine)
            return State::Broken;
        if (size == 0)
            return State::Done;
        if (size > m_maxBody - m_body.size())
            return State::TooLarge;
        if (m_buffer.size() < end + 2 + size + 2)
            return State::Reading;
        m_body += QByteArrayView(m_buffer).sliced(end + 2, size);
        m_buffer.remove(0, end + 2 + size + 2);
    }
}

}
