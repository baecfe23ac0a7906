#include "server/calendar/search/searchquestion.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype kMaxWords = 12;
constexpr qsizetype kMaxWord = 64;
constexpr qsizetype kShortestBeginning = 2;
constexpr qsizetype kMaxText = 1000;

QString roomsClause(const QList<shared::CalendarId> &rooms)
{
    QStringList ids;
    for (const shared::CalendarId &room : rooms)
        ids.append(u'"' + room.value.toString(QUuid::Id128) + u'"');
    return "room:("_L1 + ids.join(" OR "_L1) + u')';
}
}

QStringList searchWords(const QString &text)
{
    QStringList words;
    QString word;
    const auto end = [&] {
        if (!word.isEmpty() && words.size() < kMaxWords)
            words.append(word.left(kMaxWord));
        word.clear();
    };
    const QString plain = text.left(kMaxText).normalized(QString::NormalizationForm_KD).toLower();
    for (const QChar c : plain) {
        if (c.isLetterOrNumber() || c.isSurrogate())
            word.append(c);
        else if (!c.isMark())
            end();
    }
    end();
    return words;
}

QString searchQuestion(const QList<shared::CalendarId> &rooms, const QString &text)
{
    const QStringList words = searchWords(text);
    if (words.isEmpty() || rooms.isEmpty())
        return {};
    QString question = roomsClause(rooms);
    for (const QString &word : words)
        question += " AND \""_L1 + word + u'"';
    if (words.last().size() >= kShortestBeginning && !text.back().isSpace())
        question += " *"_L1;
    return question;
}

}
