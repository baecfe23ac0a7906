#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>

#include <optional>

namespace hearth::server::calendar {

/// Reads one HTTP/1.1 answer from whatever sends it, within bounds.
class ResponseReader {
public:
    enum class State {
        Reading,
        Done,
        Broken, ///< not HTTP, or beyond a bound
        TooLarge,
    };

    explicit ResponseReader(qint64 maxBody);

    State take(const QByteArray &bytes);
    /// The peer has closed: an answer without a length is whole then.
    State finish();

    int status() const { return m_status; }
    /// Empty where it is not there; `name` in lower case.
    QByteArray field(const QByteArray &name) const { return m_fields.value(name); }
    const QByteArray &body() const { return m_body; }

private:
    State read();
    State readHead();
    State readBody();
    State readChunks();
    bool readFields(const QList<QByteArray> &lines);

    qint64 m_maxBody;
    QByteArray m_buffer;
    QByteArray m_body;
    QHash<QByteArray, QByteArray> m_fields;
    int m_status = 0;
    int m_interim = 0; ///< answers of 1xx that have come before
    bool m_inBody = false;
    bool m_chunked = false;
    std::optional<qint64> m_length;
    State m_state = State::Reading;
};

}
