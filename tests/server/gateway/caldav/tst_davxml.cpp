#include "server/gateway/caldav/proprequest.h"
#include "server/gateway/caldav/xmlelement.h"
#include "server/gateway/caldav/xmlwriter.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth::server::gateway::caldav;

/// What is read of requests' XML, and what is written of answers'.
class TestDavXml : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsATree();
    void refusesGarbage_data();
    void refusesGarbage();
    void readsPropfind_data();
    void readsPropfind();
    void writesWhatItCanRead();
    void writesNoForbiddenCharacters();
};

void TestDavXml::readsATree()
{
    const auto root = parseXml("<?xml version='1.0'?><x:a xmlns:x='DAV:' b='1' x:c='2'> t<!-- no -->u"
                               "<y:d xmlns:y='urn:q'>v&amp;<![CDATA[<w>]]></y:d><e/></x:a>");
    QVERIFY(root);
    QCOMPARE(root->name, dav("a"));
    QCOMPARE(root->text, u" tu"_s);
    QCOMPARE(root->attribute(u"b"), u"1"_s);
    QVERIFY(root->attribute(u"c").isNull());
    QCOMPARE(root->children.size(), size_t(2));
    QCOMPARE(root->child(XmlName{u"urn:q"_s, u"d"_s})->text, u"v&<w>"_s);
    QVERIFY(!root->hasChild(dav("d")));
}

void TestDavXml::refusesGarbage_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no XML") << QByteArray("BEGIN:VCALENDAR");
    QTest::newRow("binary") << QByteArray("\x00\xff\xfe<a/>", 7);
    QTest::newRow("cut off") << QByteArray("<a><b></b>");
    QTest::newRow("crossed") << QByteArray("<a><b></a></b>");
    QTest::newRow("two roots") << QByteArray("<a/><b/>");
    QTest::newRow("unknown prefix") << QByteArray("<D:a/>");
    QTest::newRow("document type") << QByteArray("<!DOCTYPE a><a/>");
    QTest::newRow("outside entity") << QByteArray(
        "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>");
    QTest::newRow("a billion laughs")
        << QByteArray("<!DOCTYPE a [<!ENTITY b 'xxxxxxxxxx'><!ENTITY c '&b;&b;&b;&b;&b;'>]><a>&c;</a>");
    QTest::newRow("unknown entity") << QByteArray("<a>&nbsp;</a>");
    QTest::newRow("too deep") << QByteArray("<a>").repeated(40) + QByteArray("</a>").repeated(40);
    QTest::newRow("far too deep") << QByteArray("<a>").repeated(200'000);
    QByteArray crowded = "<a";
    for (int i = 0; i < 300; ++i)
        crowded += " a" + QByteArray::number(i) + "=''";
    QTest::newRow("too many attributes") << crowded + "/>";
    QTest::newRow("too many") << "<a>" + QByteArray("<b/>").repeated(60'000) + "</a>";
}

void TestDavXml::refusesGarbage()
{
    QFETCH(QByteArray, text);
    const auto root = parseXml(text);
    QVERIFY(!root);
    QCOMPARE(root.error().code, hearth::shared::ErrorCode::InvalidArgument);
    QCOMPARE(root.error().reason, u"malformed_xml"_s);
}

void TestDavXml::readsPropfind_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("good");
    QTest::addColumn<int>("what");
    QTest::addColumn<int>("names");
    const auto row = [](const char *name, const QByteArray &body, bool good, PropRequest::What what,
                        int names) { QTest::newRow(name) << body << good << int(what) << names; };
    using What = PropRequest::What;
    row("nothing", "", true, What::All, 0);
    row("allprop", "<propfind xmlns='DAV:'><allprop/></propfind>", true, What::All, 0);
    row("include", "<propfind xmlns='DAV:'><allprop/><include><acl/></include></propfind>", true, What::All,
        1);
    row("propname", "<propfind xmlns='DAV:'><propname/></propfind>", true, What::Names, 0);
    row("prop", "<propfind xmlns='DAV:'><prop><acl/><a xmlns='urn:q'/><acl/></prop></propfind>", true,
        What::Named, 2);
    row("no property", "<propfind xmlns='DAV:'><prop/></propfind>", true, What::Named, 0);
    row("nothing asked", "<propfind xmlns='DAV:'/>", false, What::All, 0);
    row("another root", "<multistatus xmlns='DAV:'><allprop/></multistatus>", false, What::All, 0);
    row("no namespace", "<propfind><allprop/></propfind>", false, What::All, 0);
    QByteArray many = "<propfind xmlns='DAV:'><prop>";
    for (int i = 0; i < 300; ++i)
        many += "<p" + QByteArray::number(i) + "/>";
    row("too many", many + "</prop></propfind>", false, What::All, 0);
}

void TestDavXml::readsPropfind()
{
    QFETCH(QByteArray, body);
    QFETCH(bool, good);
    QFETCH(int, what);
    QFETCH(int, names);
    const auto request = parsePropfind(body);
    QCOMPARE(request.ok(), good);
    if (!good)
        return;
    QCOMPARE(int(request->what), what);
    QCOMPARE(int(request->names.size()), names);
}

void TestDavXml::writesWhatItCanRead()
{
    XmlWriter writer(dav("multistatus"));
    writer.start(caldav("comp"));
    writer.attribute("name", u"a\"<b"_s);
    writer.text(u"x & <y> ü 𝄞"_s);
    writer.end();
    writer.empty({u"urn:other"_s, u"z"_s});
    writer.empty({{}, u"bare"_s});
    writer.href(u"/dav/"_s);
    const auto root = parseXml(writer.finish());
    QVERIFY(root);
    QCOMPARE(root->child(caldav("comp"))->text, u"x & <y> ü 𝄞"_s);
    QCOMPARE(root->child(caldav("comp"))->attribute(u"name"), u"a\"<b"_s);
    QVERIFY(root->hasChild({u"urn:other"_s, u"z"_s}));
    QVERIFY(root->hasChild({{}, u"bare"_s}));
    QCOMPARE(root->child(dav("href"))->text, u"/dav/"_s);
}

void TestDavXml::writesNoForbiddenCharacters()
{
    XmlWriter writer(dav("error"));
    writer.text(u"a\x01\x0b\tb\xffff"_s);
    const auto root = parseXml(writer.finish());
    QVERIFY(root);
    QCOMPARE(root->text, u"a\xfffd\xfffd\tb\xfffd"_s);
}

QTEST_GUILESS_MAIN(TestDavXml)
#include "tst_davxml.moc"
