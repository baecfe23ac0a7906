#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

namespace hearth::server::gateway {

/// The fields of a request or an answer, in their order, names compared without regard to case. All of them
/// lie in one buffer, so that a request costs two allocations and not two for each field.
class HttpHeaders {
public:
    struct Field {
        QByteArrayView name;
        QByteArrayView value;
    };

    /// Appends a field. Control characters, which would end the field on the wire, become spaces.
    void add(QByteArrayView name, QByteArrayView value);
    /// Appends a field, or replaces the value of those of that name.
    void set(QByteArrayView name, QByteArrayView value);
    void remove(QByteArrayView name);

    bool contains(QByteArrayView name) const;
    int count(QByteArrayView name) const;
    /// The first value of that name, or a null view. It points into this object: copy it before changing it.
    QByteArrayView value(QByteArrayView name) const;
    /// All values of that name, joined by ", " (RFC 9110, 5.3); null where there is none.
    QByteArray joined(QByteArrayView name) const;
    /// Whether the comma-separated list of that name has this token, compared without regard to case.
    bool hasToken(QByteArrayView name, QByteArrayView token) const;

    qsizetype size() const { return qsizetype(m_slots.size()); }
    bool isEmpty() const { return m_slots.empty(); }
    Field at(qsizetype index) const;
    void reserve(qsizetype bytes, qsizetype fields);

private:
    struct Slot {
        quint32 name;
        quint32 nameLength;
        quint32 value;
        quint32 valueLength;
    };

    QByteArrayView nameOf(const Slot &slot) const;
    QByteArrayView valueOf(const Slot &slot) const;

    QByteArray m_text;
    std::vector<Slot> m_slots;
};

/// Whether two names or tokens are the same but for the case of ASCII letters.
bool equalsIgnoringCase(QByteArrayView a, QByteArrayView b);

}
