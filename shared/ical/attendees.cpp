#include "shared/ical/attendees.h"

#include "shared/base/text.h"

#include <algorithm>

namespace hearth::shared {

using namespace Qt::StringLiterals;

namespace {
constexpr int kMaxPersonName = 100;
constexpr int kMaxEmail = 300;
constexpr auto kMail = "mailto:"_L1;
constexpr auto kMember = "urn:uuid:"_L1;
constexpr auto kNoAddress =
    "invalid:nomail"_L1; ///< what other programs write for somebody without an address

bool isPerson(const ContentLine &line)
{
    const QString type = line.parameter("CUTYPE"_L1).toUpper();
    return type != "ROOM"_L1 && type != "RESOURCE"_L1;
}

Answer answerOf(const QString &status)
{
    const QString upper = status.toUpper();
    if (upper == "ACCEPTED"_L1)
        return Answer::Yes;
    if (upper == "TENTATIVE"_L1)
        return Answer::Maybe;
    return upper == "DECLINED"_L1 ? Answer::No : Answer::None;
}

QString statusOf(Answer answer)
{
    switch (answer) {
    case Answer::None:
        return u"NEEDS-ACTION"_s;
    case Answer::Yes:
        return u"ACCEPTED"_s;
    case Answer::Maybe:
        return u"TENTATIVE"_s;
    case Answer::No:
        return u"DECLINED"_s;
    }
    Q_UNREACHABLE();
}

QString personName(const QString &text)
{
    QString clean = text;
    clean.removeIf([](QChar c) { return c.category() == QChar::Other_Control; });
    const auto name = parseName(clean.left(kMaxPersonName), kMaxPersonName, QString());
    return name ? *name : QString();
}

/// Nothing where the line names nobody.
std::optional<Participant> readPerson(const ContentLine &line)
{
    if (!isPerson(line))
        return std::nullopt;
    Participant person;
    const QString value = line.value.trimmed();
    if (value.startsWith(kMail, Qt::CaseInsensitive) && value.size() <= kMaxEmail)
        person.email = value.mid(kMail.size());
    else if (value.startsWith(kMember, Qt::CaseInsensitive))
        person.user = UserId::fromString(value.mid(kMember.size())).value_or(UserId{});
    person.name = personName(line.parameter("CN"_L1));
    if (person.name.isEmpty())
        person.name = personName(person.email.isEmpty() ? value : person.email);
    if (person.name.isEmpty())
        return std::nullopt;
    person.answer = answerOf(line.parameter("PARTSTAT"_L1));
    return person;
}

bool samePerson(const Participant &a, const Participant &b)
{
    if (!a.user.isNull() || !b.user.isNull())
        return a.user == b.user;
    if (!a.email.isEmpty() || !b.email.isEmpty())
        return a.email.compare(b.email, Qt::CaseInsensitive) == 0;
    return a.name == b.name;
}

QString address(const Participant &person)
{
    if (!person.user.isNull())
        return kMember + person.user.toString();
    return person.email.isEmpty() ? QString(kNoAddress) : kMail + person.email;
}

QString newLine(const Participant &person)
{
    ContentLine line;
    line.name = u"ATTENDEE"_s;
    line.setParameter("CN"_L1, person.name);
    line.setParameter("PARTSTAT"_L1, statusOf(person.answer));
    line.value = address(person);
    return line.toText();
}

QString lineOf(const Participant &person, ContentLine kept)
{
    const auto before = readPerson(kept);
    if (before->name == person.name && before->answer == person.answer)
        return kept.raw;
    if (before->name != person.name)
        kept.setParameter("CN"_L1, person.name);
    if (before->answer != person.answer)
        kept.setParameter("PARTSTAT"_L1, statusOf(person.answer));
    return kept.toText();
}
}

QList<Participant> readAttendees(const QList<ContentLine> &lines)
{
    QList<Participant> people;
    for (const ContentLine &line : lines) {
        const auto person = readPerson(line);
        const auto same = [&person](const Participant &other) { return samePerson(*person, other); };
        if (person && std::none_of(people.begin(), people.end(), same))
            people.append(*person);
    }
    return people;
}

QStringList writeAttendees(const QList<Participant> &participants, const QList<ContentLine> &kept)
{
    QStringList lines;
    for (const Participant &participant : participants) {
        const auto theirs = std::find_if(kept.begin(), kept.end(), [&participant](const ContentLine &line) {
            const auto person = readPerson(line);
            return person && samePerson(*person, participant);
        });
        lines.append(theirs == kept.end() ? newLine(participant) : lineOf(participant, *theirs));
    }
    for (const ContentLine &line : kept)
        if (!isPerson(line))
            lines.append(line.raw);
    return lines;
}

}
