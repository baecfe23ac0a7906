#include "server/calendar/search/searchquestion.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype kMaxWords = 12;
constexpr qsizetype kMaxWord = 64;
constexpr qsizetype kShortestBeginning = 2;
constexpr qsizetype kMaxText = 1000;

/// FTS5 folds a question as it folds a text; PostgreSQL's search_words does this to texts alone.
QString foldedFor(shared::Engine engine, const QString &text)
{
    if (engine == shared::Engine::Sqlite)
        return text.normalized(QString::NormalizationForm_C).toLower();
    QString folded = text.toLower().normalized(QString::NormalizationForm_KD);
    folded.removeIf([](QChar c) { return c >= QChar(0x0300) && c <= QChar(0x036f); });
    return folded.normalized(QString::NormalizationForm_C);
}

QString roomsClause(const QList<shared::CalendarId> &rooms)
{
    QStringList ids;
    for (const shared::CalendarId &room : rooms)
        ids.append(u'"' + room.value.toString(QUuid::Id128) + u'"');
    return "room:("_L1 + ids.join(" OR "_L1) + u')';
}
}

QStringList searchWords(const QString &text, shared::Engine engine)
{
    QStringList words;
    QString word;
    const auto end = [&] {
        if (!word.isEmpty() && words.size() < kMaxWords)
            words.append(word.left(kMaxWord));
        word.clear();
    };
    const QString plain = foldedFor(engine, text.left(kMaxText));
    for (const QChar c : plain) {
        if (c.isLetterOrNumber() || c.isMark() || c.isSurrogate())
            word.append(c);
        else
            end();
    }
    end();
    return words;
}

QString searchQuestion(const QList<shared::CalendarId> &rooms, const QString &text, shared::Engine engine)
{
    const QStringList words = searchWords(text, engine);
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
