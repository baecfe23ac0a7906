#include "shared/base/text.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth::shared;

class TestText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void names_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("name"); // empty: refused
        QTest::newRow("plain") << u"Family"_s << u"Family"_s;
        QTest::newRow("trimmed") << u" \t Family \n"_s << u"Family"_s;
        QTest::newRow("composed") << u"Cafe\u0301"_s << u"Caf\u00e9"_s;
        QTest::newRow("ten code points beyond the BMP")
            << u"\U0001F382"_s.repeated(10) << u"\U0001F382"_s.repeated(10);
        QTest::newRow("inner spaces") << u"a  b"_s << u"a  b"_s;
        QTest::newRow("joined emoji") << u"\U0001F468\u200D\U0001F469"_s << u"\U0001F468\u200D\U0001F469"_s;
        QTest::newRow("right to left")
            << u"\u05de\u05e9\u05e4\u05d7\u05d4"_s << u"\u05de\u05e9\u05e4\u05d7\u05d4"_s;
        QTest::newRow("nothing") << u""_s << u""_s;
        QTest::newRow("white space") << u" \u00a0 "_s << u""_s;
        QTest::newRow("eleven") << u"abcdefghijk"_s << u""_s;
        QTest::newRow("line break") << u"a\nb"_s << u""_s;
        QTest::newRow("NUL") << QString(u"a\0b"_s) << u""_s;
        QTest::newRow("escape") << u"a\x1b[b"_s << u""_s;
        QTest::newRow("C1 control") << u"a\u0085b"_s << u""_s;
        QTest::newRow("line separator") << u"a\u2028b"_s << u""_s;
        QTest::newRow("half a surrogate pair") << u"a"_s + QChar(0xd83c) + u"b"_s << u""_s;
    }
    void names()
    {
        QFETCH(QString, text);
        QFETCH(QString, name);
        const auto parsed = parseName(text, 10, u"The calendar name"_s);
        QCOMPARE(parsed.ok(), !name.isEmpty());
        if (parsed.ok()) {
            QCOMPARE(*parsed, name);
        } else {
            QCOMPARE(parsed.error().code, ErrorCode::InvalidArgument);
            QVERIFY(parsed.error().message.startsWith("The calendar name "_L1));
        }
    }

    void usernames_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("good");
        QTest::newRow("latin") << u"anna_b.c-d9"_s << true;
        QTest::newRow("umlaut") << u"j\u00f6rg"_s << true;
        QTest::newRow("decomposed umlaut") << u"jo\u0308rg"_s << true;
        QTest::newRow("cyrillic") << u"\u0430\u043d\u043d\u0430"_s << true;
        QTest::newRow("han") << u"\u5b89\u5a1c"_s << true;
        QTest::newRow("devanagari with marks") << u"\u0939\u093f\u0928\u094d\u0926\u0940"_s << true;
        QTest::newRow("beyond the BMP") << u"\U00020000"_s << true;
        QTest::newRow("64") << u"a"_s.repeated(64) << true;
        QTest::newRow("65") << u"a"_s.repeated(65) << false;
        QTest::newRow("nothing") << u""_s << false;
        QTest::newRow("space") << u"an na"_s << false;
        QTest::newRow("at") << u"anna@home"_s << false;
        QTest::newRow("slash") << u"../anna"_s << false;
        QTest::newRow("colon") << u"a:b"_s << false;
        QTest::newRow("emoji") << u"\U0001F382"_s << false;
        QTest::newRow("zero width space") << u"an\u200bna"_s << false;
        QTest::newRow("right-to-left override") << u"an\u202ena"_s << false;
        QTest::newRow("control") << u"an\u0007na"_s << false;
    }
    void usernames()
    {
        QFETCH(QString, text);
        QTEST(parseUsername(text).ok(), "good");
    }

    void passwords_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("good");
        QTest::newRow("7") << u"1234567"_s << false;
        QTest::newRow("8") << u"12345678"_s << true;
        QTest::newRow("8 beyond the BMP") << u"\U0001F382"_s.repeated(8) << true;
        QTest::newRow("4 beyond the BMP") << u"\U0001F382"_s.repeated(4) << false;
        QTest::newRow("spaces") << u"        "_s << true;
        QTest::newRow("1,024") << u"x"_s.repeated(1024) << true;
        QTest::newRow("1,025") << u"x"_s.repeated(1025) << false;
    }
    void passwords()
    {
        QFETCH(QString, text);
        QTEST(checkPassword(text).ok(), "good");
    }

    void folds_data()
    {
        QTest::addColumn<QString>("a");
        QTest::addColumn<QString>("b");
        QTest::addColumn<bool>("same");
        QTest::newRow("case") << u"Anna"_s << u"aNNA"_s << true;
        QTest::newRow("composition") << u"J\u00d6RG"_s << u"jo\u0308rg"_s << true;
        QTest::newRow("sharp s, great and small") << u"STRA\u1e9eE"_s << u"stra\u00dfe"_s << true;
        QTest::newRow("wide letters") << u"\uff21\uff22"_s << u"ab"_s << true;
        QTest::newRow("ligature") << u"\ufb01n"_s << u"FIN"_s << true;
        QTest::newRow("final sigma") << u"\u03c3\u03c2"_s << u"\u03a3\u03a3"_s << true;
        QTest::newRow("other scripts stay apart") << u"anna"_s << u"\u0430nna"_s << false;
        QTest::newRow("accents stay apart") << u"resume"_s << u"r\u00e9sum\u00e9"_s << false;
    }
    void folds()
    {
        QFETCH(QString, a);
        QFETCH(QString, b);
        QTEST(foldedKey(a) == foldedKey(b), "same");
        QCOMPARE(foldedKey(foldedKey(a)), foldedKey(a));
    }
};

QTEST_GUILESS_MAIN(TestText)
#include "tst_text.moc"
