#include "server/gateway/pages/formbody.h"
#include "server/gateway/pages/oncelink.h"
#include "server/gateway/pages/pagetemplate.h"
#include "server/gateway/pages/phoneaccount.h"
#include "server/gateway/pages/qrsvg.h"
#include "server/platform/memoryonetimestore.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;
using namespace hearth;
using namespace hearth::server::gateway;
using shared::ErrorCode;

namespace {
const QList<PageLanguage> kLanguages{PageLanguage::English, PageLanguage::German,   PageLanguage::French,
                                     PageLanguage::Spanish, PageLanguage::Romanian, PageLanguage::Russian};

/// What a browser makes of escaped text.
QString unescaped(QString html)
{
    return html.replace(u"&lt;"_s, u"<"_s)
        .replace(u"&gt;"_s, u">"_s)
        .replace(u"&quot;"_s, u"\""_s)
        .replace(u"&#39;"_s, u"'"_s)
        .replace(u"&amp;"_s, u"&"_s);
}

QString hostileText(QRandomGenerator &random)
{
    static const QStringList pieces{
        u"<script>"_s,    u"\""_s,         u"'"_s,   u"&"_s,        u"&lt;"_s, u"{{form}}"_s, u"{person}"_s,
        u"\u202e"_s,      u"\u2067"_s,     u"-->"_s, u"]]>"_s,      u"`"_s,    u"</bdi>"_s,   u"=x onload="_s,
        u"javascript:"_s, u"\U0001f525"_s, u"Ана"_s, u"{{#new}}"_s, u" "_s,    u"a"_s,        u"\\"_s};
    QString text;
    for (int i = int(random.bounded(12)); i >= 0; --i)
        text += pieces[random.bounded(pieces.size())];
    return text;
}

QSet<QString> bracesOf(const QString &text)
{
    static const QRegularExpression brace(u"\\{\\w+\\}"_s);
    QSet<QString> found;
    for (const auto &match : brace.globalMatch(text))
        found.insert(match.captured());
    return found;
}

HttpRequest form(const QByteArray &body, const QByteArray &type = "application/x-www-form-urlencoded")
{
    HttpRequest request;
    request.body = body;
    request.headers.add("Content-Type", type);
    return request;
}

PhoneAccount account(const QString &server = u"https://calendar.example.org:8443/hearth"_s)
{
    return {QUrl(server), u"Smith & <Sons>"_s, u"Ана.1"_s, u"abcd-0123"_s};
}
}

/// The parts that the invitation's pages are made of.
class TestPages : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void escapesWhateverIsWritten();
    void fillsGapsAndSections();
    void hasEveryTextInEveryLanguage();
    void rendersEveryTemplate();
    void prefersTheirLanguage_data();
    void prefersTheirLanguage();
    void readsForms();
    void readsCookies();
    void linksToDavx5();
    void writesAppleProfiles();
    void drawsSquares();
    void keepsSecretsForOnce();
};

void TestPages::escapesWhateverIsWritten()
{
    QRandomGenerator random(7);
    const PageTemplate page(u"<p title=\"{{name}}\">{{name}}|{{sentence}}</p>"_s);
    for (int i = 0; i < 5000; ++i) {
        const QString text = hostileText(random);
        const QString html = Html::escaped(text).text();
        QVERIFY2(!html.contains(QRegularExpression(u"[<>\"']"_s)), qPrintable(html));
        QCOMPARE(unescaped(html), text);
        PageValues values;
        values.set(u"name"_s, text);
        values.set(u"sentence"_s,
                   pageText(u"invites", PageLanguage::English, {{u"person"_s, text}, {u"calendar"_s, text}}));
        const QString bdi = u"<bdi>"_s + html + u"</bdi>"_s;
        // Nothing that was filled in is filled again.
        QCOMPARE(page.render(values, PageLanguage::English).text(),
                 u"<p title=\""_s + html + u"\">"_s + html + u'|' + bdi + u" invites you to "_s + bdi
                     + u"</p>"_s);
    }
    QCOMPARE(Html::escaped(QString(QChar(0))).text(), QString(QChar(0xfffd)));
}

void TestPages::fillsGapsAndSections()
{
    PageValues values;
    values.set(u"a"_s, u"1"_s);
    values.set(u"no"_s, QString());
    values.set(u"yes"_s, true);
    values.set(u"never"_s, false);
    const auto render = [&](const QString &source) {
        return PageTemplate(source).render(values, PageLanguage::German).text();
    };
    QCOMPARE(render(u"x{{a}}y{{no}}z{{unknown}}"_s), u"x1yz"_s);
    QCOMPARE(render(u"{{#a}}[{{a}}]{{/a}}{{^a}}none{{/a}}"_s), u"[1]"_s);
    QCOMPARE(render(u"{{#no}}some{{/no}}{{^no}}none{{/no}}"_s), u"none"_s);
    QCOMPARE(render(u"{{#yes}}y{{#never}}n{{/never}}{{/yes}}"_s), u"y"_s);
    QCOMPARE(render(u"{{t:password}}"_s), u"Passwort"_s);
    QVERIFY(render(u"{{i:check}}"_s).startsWith("<svg"_L1));
}

void TestPages::hasEveryTextInEveryLanguage()
{
    const QStringList keys = pageTextKeys();
    QVERIFY(keys.size() > 50);
    QCOMPARE(QSet<QString>(keys.begin(), keys.end()).size(), keys.size());
    for (const QString &key : keys)
        for (const PageLanguage language : kLanguages) {
            const QString text = pageText(key, language);
            QVERIFY2(!text.isEmpty(), qPrintable(key));
            QVERIFY2(bracesOf(text) == bracesOf(pageText(key, PageLanguage::English)),
                     qPrintable(key + text));
        }
    QCOMPARE(pageText(u"no such key", PageLanguage::English), QString());
}

void TestPages::rendersEveryTemplate()
{
    static const QRegularExpression used(u"\\{\\{t:(\\w+)\\}\\}"_s);
    for (const QLatin1StringView name :
         {"layout"_L1, "invitation"_L1, "welcome"_L1, "phone"_L1, "profile"_L1, "message"_L1}) {
        const QString source = QString::fromUtf8(pageAsset(name + u".html"_s));
        QVERIFY2(!source.isEmpty(), name.data());
        for (const auto &match : used.globalMatch(source))
            QVERIFY2(!pageText(match.captured(1), PageLanguage::English).isEmpty(),
                     qPrintable(match.captured(1)));
        for (const PageLanguage language : kLanguages)
            QVERIFY(!PageTemplate::named(name).render({}, language).text().contains(u"{{"));
        // The policy forbids both.
        QVERIFY(!source.contains("style=\""_L1) && !source.contains("<script"_L1));
    }
    QVERIFY(!pageAsset(u"style.css"_s).isEmpty() && !pageAsset(u"icon.svg"_s).isEmpty());
}

void TestPages::prefersTheirLanguage_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QString>("code");
    QTest::newRow("none") << ""_ba << u"en"_s;
    QTest::newRow("region") << "de-CH"_ba << u"de"_s;
    QTest::newRow("order") << "fr, de;q=0.9"_ba << u"fr"_s;
    QTest::newRow("weights") << "fr;q=0.1, RO-ro;q=0.8, *;q=0.5"_ba << u"ro"_s;
    QTest::newRow("ours only") << "ja, ko;q=0.9, ru;q=0.2"_ba << u"ru"_s;
    QTest::newRow("refused") << "es;q=0"_ba << u"en"_s;
    QTest::newRow("nonsense") << ";;q=,,-,es;q=x"_ba << u"en"_s;
    QTest::newRow("long") << (QByteArray(100'000, ',') + "de") << u"en"_s;
}

void TestPages::prefersTheirLanguage()
{
    QFETCH(QByteArray, field);
    QFETCH(QString, code);
    QCOMPARE(languageCode(preferredLanguage(field)), code);
}

void TestPages::readsForms()
{
    const auto fields = formFields(form("username=A+%26+%C3%B6&username=again&password=&empty"));
    QVERIFY(fields);
    QCOMPARE(fields->value(u"username"_s), u"A & ö"_s);
    QCOMPARE(fields->value(u"password"_s), QString());
    QVERIFY(fields->contains(u"empty"_s));
    QVERIFY(formFields(form("a=1", "Application/X-WWW-Form-Urlencoded; charset=utf-8")));
    QVERIFY(!formFields(form("{}", "application/json")));
    QVERIFY(!formFields(form("a=%zz")));
    QVERIFY(!formFields(form("a=%ff")));
    QVERIFY(!formFields(form(QByteArray("a=1&").repeated(21) + "a=1")));
}

void TestPages::readsCookies()
{
    HttpRequest request;
    request.headers.add("Cookie", "other=1; hearth_form=abc ;hearth_form2=no");
    request.headers.add("Cookie", "hearth_join=x=y");
    QCOMPARE(cookieValue(request, "hearth_form"), "abc"_ba);
    QCOMPARE(cookieValue(request, "hearth_join"), "x=y"_ba);
    QCOMPARE(cookieValue(request, "hearth"), QByteArray());
}

void TestPages::linksToDavx5()
{
    QCOMPARE(account().address(), u"https://calendar.example.org:8443/hearth/dav/"_s);
    const QUrl link(account().davx5Link(), QUrl::StrictMode);
    QCOMPARE(link.scheme(), u"davx5"_s);
    QCOMPARE(link.host(), u"calendar.example.org"_s);
    QCOMPARE(link.port(), 8443);
    QCOMPARE(link.path(), u"/hearth/dav/"_s);
    QCOMPARE(link.userName(QUrl::FullyDecoded), u"Ана.1"_s);
    QCOMPARE(link.password(QUrl::FullyDecoded), u"abcd-0123"_s);
    QVERIFY(account(u"http://127.0.0.1:8080"_s).davx5Link().startsWith("caldav://"_L1));
}

void TestPages::writesAppleProfiles()
{
    const QByteArray profile = account().appleProfile();
    QXmlStreamReader xml(profile);
    QStringList texts;
    while (!xml.atEnd())
        if (xml.readNext() == QXmlStreamReader::Characters && !xml.isWhitespace())
            texts.append(xml.text().toString());
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    for (const QString &wanted :
         {u"com.apple.caldav.account"_s, u"calendar.example.org"_s, u"8443"_s, u"Ана.1"_s, u"abcd-0123"_s,
          u"/hearth/dav/principals/%D0%90%D0%BD%D0%B0.1/"_s, u"Hearth (Smith & <Sons>)"_s})
        QVERIFY2(texts.contains(wanted), qPrintable(wanted + u" in "_s + texts.join(u' ')));
    QCOMPARE(account().appleProfile(), profile);
}

void TestPages::drawsSquares()
{
    const QString svg = qrSvg(account().davx5Link(), u"<label>"_s).text();
    QVERIFY(svg.startsWith("<svg"_L1) && svg.contains("aria-label=\"&lt;label&gt;\""_L1));
    QXmlStreamReader xml(svg);
    while (!xml.atEnd())
        xml.readNext();
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    QVERIFY(qrSvg(QString(5000, u'x'), u"x"_s).isEmpty());
}

void TestPages::keepsSecretsForOnce()
{
    shared::FixedClock clock(1'000'000);
    server::MemoryOneTimeStore store(clock);
    OnceLink links(store);
    QString word;
    links.keep("profile", [&](const shared::Result<QString> &kept) { word = *kept; });
    QCOMPARE(word.size(), 43);
    const auto take = [&](const QString &asked) {
        std::optional<shared::Result<QByteArray>> result;
        links.take(asked, [&](const shared::Result<QByteArray> &value) { result = value; });
        return *result;
    };
    QCOMPARE(take(u"nonsense"_s).error().code, ErrorCode::Gone);
    QCOMPARE(take(QString(43, u'A')).error().code, ErrorCode::Gone);
    QCOMPARE(*take(word), "profile"_ba);
    QCOMPARE(take(word).error().code, ErrorCode::Gone);
}

QTEST_GUILESS_MAIN(TestPages)
#include "tst_pages.moc"
