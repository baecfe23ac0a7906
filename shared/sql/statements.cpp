#include "shared/sql/statements.h"

#include <QRegularExpression>

namespace hearth::shared {

using namespace Qt::StringLiterals;

namespace {
// What stands at `position` and must not be looked into, or one other character.
qsizetype tokenEnd(const QString &sql, qsizetype position)
{
    static const QRegularExpression opaque(
        uR"('(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|/\*.*?\*/|(\$[A-Za-z_]*\$).*?\1|\w+)"_s,
        QRegularExpression::DotMatchesEverythingOption);
    const auto match = opaque.match(sql, position, QRegularExpression::NormalMatch,
                                    QRegularExpression::AnchorAtOffsetMatchOption);
    return match.hasMatch() ? match.capturedEnd() : position + 1;
}

bool isComment(QStringView token) { return token.startsWith("--"_L1) || token.startsWith("/*"_L1); }

class Splitter {
public:
    void add(QStringView token)
    {
        if (token == ";"_L1 && !insideTrigger())
            return flush();
        if (isComment(token))
            return;
        m_text += token;
        if (token.front().isLetter())
            noteWord(token);
    }
    void flush()
    {
        const QString text = m_text.trimmed();
        if (!text.isEmpty())
            m_statements << text;
        m_text.clear();
        m_words = 0;
        m_create = m_trigger = m_body = false;
        m_lastWord.clear();
    }
    QStringList statements() const { return m_statements; }

private:
    bool insideTrigger() const { return m_body && m_lastWord != "END"_L1; }
    void noteWord(QStringView token)
    {
        const QString word = token.toString().toUpper();
        m_create = m_create || (m_words == 0 && word == "CREATE"_L1);
        m_trigger = m_trigger || (m_create && m_words < 3 && word == "TRIGGER"_L1);
        m_body = m_body || (m_trigger && word == "BEGIN"_L1);
        m_lastWord = word;
        ++m_words;
    }

    QStringList m_statements;
    QString m_text;
    QString m_lastWord;
    int m_words = 0;
    bool m_create = false;
    bool m_trigger = false;
    bool m_body = false;
};
}

QStringList splitStatements(const QString &sql)
{
    Splitter splitter;
    for (qsizetype position = 0; position < sql.size();) {
        const qsizetype end = tokenEnd(sql, position);
        splitter.add(QStringView(sql).sliced(position, end - position));
        position = end;
    }
    splitter.flush();
    return splitter.statements();
}

}
