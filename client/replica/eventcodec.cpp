#include "client/replica/eventcodec.h"

#include <QDataStream>
#include <QIODevice>

#include <stdexcept>

namespace hearth::client {

using shared::Answer;
using shared::Event;
using shared::EventStatus;
using shared::Participant;
using shared::ZonedTime;

namespace {
constexpr quint8 kFormat = 2;
constexpr quint8 kFirstFormat = 1; // without what a series needs

QDataStream &operator<<(QDataStream &out, const ZonedTime &time)
{
    return out << time.utcMs << time.wall << time.zone;
}

QDataStream &operator>>(QDataStream &in, ZonedTime &time)
{
    return in >> time.utcMs >> time.wall >> time.zone;
}

QDataStream &operator<<(QDataStream &out, const Participant &participant)
{
    return out << participant.user.value << participant.name << static_cast<quint8>(participant.answer);
}

QDataStream &operator>>(QDataStream &in, Participant &participant)
{
    quint8 answer = 0;
    in >> participant.user.value >> participant.name >> answer;
    participant.answer = static_cast<Answer>(answer);
    return in;
}

// Not QDataStream's own list operators: they are not found for a type in another namespace.
void writeParticipants(QDataStream &out, const QList<Participant> &participants)
{
    out << static_cast<quint32>(participants.size());
    for (const Participant &participant : participants)
        out << participant;
}

void readParticipants(QDataStream &in, QList<Participant> &participants)
{
    quint32 count = 0;
    in >> count;
    for (quint32 i = 0; i < count && in.status() == QDataStream::Ok; ++i) {
        Participant participant;
        in >> participant;
        participants.append(participant);
    }
}

void writeSeries(QDataStream &out, const Event &event)
{
    out << event.floating << event.url << static_cast<quint8>(event.transparency)
        << static_cast<quint8>(event.visibility) << event.recurrence << event.series.value
        << event.originalStart;
    for (const Participant &participant : event.participants) {
        out << participant.email << participant.comment << participant.proposal.has_value();
        if (participant.proposal)
            out << participant.proposal->start << participant.proposal->end;
    }
}

void readReply(QDataStream &in, Participant &participant)
{
    bool proposes = false;
    in >> participant.email >> participant.comment >> proposes;
    if (!proposes)
        return;
    shared::Proposal proposal;
    in >> proposal.start >> proposal.end;
    participant.proposal = proposal;
}

void readSeries(QDataStream &in, Event &event)
{
    quint8 transparency = 0;
    quint8 visibility = 0;
    in >> event.floating >> event.url >> transparency >> visibility >> event.recurrence >> event.series.value
        >> event.originalStart;
    event.transparency = static_cast<shared::Transparency>(transparency);
    event.visibility = static_cast<shared::Visibility>(visibility);
    for (Participant &participant : event.participants)
        readReply(in, participant);
}
}

QByteArray encodeEvent(const Event &event)
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    out << kFormat << event.name << event.allDay << event.start << event.end << event.location
        << event.description << event.colour << event.categories << static_cast<quint8>(event.status);
    writeParticipants(out, event.participants);
    out << event.reminders << event.uid << event.version << event.createdBy.value << event.createdByName
        << event.createdMs << event.updatedByName << event.updatedMs;
    writeSeries(out, event);
    return bytes;
}

Event decodeEvent(const QByteArray &bytes)
{
    QDataStream in(bytes);
    in.setVersion(QDataStream::Qt_6_4);
    Event event;
    quint8 format = 0;
    quint8 status = 0;
    in >> format;
    if (format < kFirstFormat || format > kFormat)
        throw std::runtime_error("an event of the replica has an unknown format");
    in >> event.name >> event.allDay >> event.start >> event.end >> event.location >> event.description
        >> event.colour >> event.categories >> status;
    readParticipants(in, event.participants);
    in >> event.reminders >> event.uid >> event.version >> event.createdBy.value >> event.createdByName
        >> event.createdMs >> event.updatedByName >> event.updatedMs;
    event.status = static_cast<EventStatus>(status);
    if (format > kFirstFormat)
        readSeries(in, event);
    if (in.status() != QDataStream::Ok)
        throw std::runtime_error("an event of the replica is cut off");
    return event;
}

}
