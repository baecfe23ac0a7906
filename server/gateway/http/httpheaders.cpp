#include "server/gateway/http/httpheaders.h"

#include <algorithm>

namespace hearth::server::gateway {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? char(c + ('a' - 'A')) : c; }

bool isControl(char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; }

QByteArrayView trimmed(QByteArrayView text)
{
    while (!text.isEmpty() && (text.front() == ' ' || text.front() == '\t'))
        text = text.sliced(1);
    while (!text.isEmpty() && (text.back() == ' ' || text.back() == '\t'))
        text.chop(1);
    return text;
}

}

bool equalsIgnoringCase(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size()
        && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

void HttpHeaders::add(QByteArrayView name, QByteArrayView value)
{
    const auto start = quint32(m_text.size());
    m_text.append(name).append(value);
    std::replace_if(m_text.begin() + start, m_text.end(), isControl, ' ');
    m_slots.push_back({start, quint32(name.size()), start + quint32(name.size()), quint32(value.size())});
}

void HttpHeaders::set(QByteArrayView name, QByteArrayView value)
{
    remove(name);
    add(name, value);
}

void HttpHeaders::remove(QByteArrayView name)
{
    std::erase_if(m_slots, [&](const Slot &slot) { return equalsIgnoringCase(nameOf(slot), name); });
}

bool HttpHeaders::contains(QByteArrayView name) const { return !value(name).isNull(); }

int HttpHeaders::count(QByteArrayView name) const
{
    return int(std::count_if(m_slots.begin(), m_slots.end(),
                             [&](const Slot &slot) { return equalsIgnoringCase(nameOf(slot), name); }));
}

QByteArrayView HttpHeaders::value(QByteArrayView name) const
{
    for (const Slot &slot : m_slots) {
        if (slot.nameLength == size_t(name.size()) && equalsIgnoringCase(nameOf(slot), name))
            return valueOf(slot);
    }
    return {};
}

QByteArray HttpHeaders::joined(QByteArrayView name) const
{
    QByteArray all;
    for (const Slot &slot : m_slots) {
        if (!equalsIgnoringCase(nameOf(slot), name))
            continue;
        if (!all.isNull())
            all.append(", ");
        all.append(valueOf(slot));
        if (all.isNull())
            all = QByteArray("");
    }
    return all;
}

bool HttpHeaders::hasToken(QByteArrayView name, QByteArrayView token) const
{
    for (const Slot &slot : m_slots) {
        if (!equalsIgnoringCase(nameOf(slot), name))
            continue;
        QByteArrayView rest = valueOf(slot);
        while (!rest.isEmpty()) {
            const qsizetype comma = rest.indexOf(',');
            if (equalsIgnoringCase(trimmed(comma < 0 ? rest : rest.first(comma)), token))
                return true;
            rest = comma < 0 ? QByteArrayView() : rest.sliced(comma + 1);
        }
    }
    return false;
}

HttpHeaders::Field HttpHeaders::at(qsizetype index) const
{
    const Slot &slot = m_slots.at(size_t(index));
    return {nameOf(slot), valueOf(slot)};
}

void HttpHeaders::reserve(qsizetype bytes, qsizetype fields)
{
    m_text.reserve(bytes);
    m_slots.reserve(size_t(fields));
}

QByteArrayView HttpHeaders::nameOf(const Slot &slot) const
{
    return QByteArrayView(m_text.constData() + slot.name, qsizetype(slot.nameLength));
}

QByteArrayView HttpHeaders::valueOf(const Slot &slot) const
{
    return QByteArrayView(m_text.constData() + slot.value, qsizetype(slot.valueLength));
}

}
