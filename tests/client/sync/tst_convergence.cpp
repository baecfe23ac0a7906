#include "shared/protocol/eventjson.h"
#include "tests/client/sync/fakeserver.h"
#include "tests/client/sync/testclient.h"

#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>

using namespace hearth::client;
using namespace hearth::shared;
using namespace hearth::tests;
using namespace Qt::StringLiterals;

namespace {
/// What the server has, in a form that can be compared whatever ids the clients use.
QStringList contentOf(const FakeRoom &room)
{
    QStringList lines;
    for (const Event &event : room.events())
        lines.append(QString::fromUtf8(QJsonDocument(draftToJson(event)).toJson(QJsonDocument::Compact)));
    lines.sort();
    return lines;
}

QStringList contentOf(const TestClient &client)
{
    QStringList lines;
    for (const ReplicaEvent &item : client.shown())
        lines.append(
            QString::fromUtf8(QJsonDocument(draftToJson(item.event)).toJson(QJsonDocument::Compact)));
    lines.sort();
    return lines;
}
}

/// Three people edit, get cut off, lose answers, restart. In the end all have what the server has.
class TestConvergence : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void everybodyEndsEqual_data();
    void everybodyEndsEqual();

private:
    void act(TestClient &client);
    void trouble();
    bool resolveConflicts();
    QString states() const;

    std::unique_ptr<FakeServer> m_server;
    std::vector<std::unique_ptr<TestClient>> m_clients;
    QRandomGenerator m_random;
    int m_names = 0;
};

void TestConvergence::init()
{
    m_clients.clear();
    m_server = std::make_unique<FakeServer>();
    const QStringList people{u"ana"_s, u"ben"_s, u"zoe"_s};
    m_server->addRoom(u"Family"_s, people);
    for (const QString &name : people)
        m_clients.push_back(std::make_unique<TestClient>(*m_server, name));
}

void TestConvergence::act(TestClient &client)
{
    const auto items = client.shown().values();
    const int kind = m_random.bounded(10);
    if (items.isEmpty() || kind < 3) {
        client.create(u"Event %1"_s.arg(++m_names), m_server->room().id());
        return;
    }
    const ReplicaEvent item = items.at(m_random.bounded(int(items.size())));
    const qint64 shift = m_random.bounded(1, 100) * 900'000LL;
    if (kind < 5)
        client.change(item, [this](EventDraft &draft) { draft.name = u"Renamed %1"_s.arg(++m_names); });
    else if (kind < 6)
        client.change(item, [this](EventDraft &draft) { draft.location = u"Place %1"_s.arg(++m_names); });
    else if (kind < 8)
        client.change(item, [shift](EventDraft &draft) {
            draft.start = fromUtc(draft.start.utcMs + shift, QTimeZone::utc());
            draft.end = fromUtc(draft.end.utcMs + shift, QTimeZone::utc());
        });
    else if (kind < 9)
        client.remove(item);
    else {
        client.remove(item);
        client.engine().restoreEvent(item.event);
    }
}

void TestConvergence::trouble()
{
    switch (m_random.bounded(6)) {
    case 0:
        m_server->dropSockets();
        break;
    case 1:
        m_server->setReachable(false);
        break;
    case 2:
        m_server->loseAnswers(1);
        break;
    case 3:
        m_server->room().trimLog();
        break;
    case 4:
        m_clients[static_cast<size_t>(m_random.bounded(3))]->restart();
        break;
    default:
        m_server->answerNextWith(503);
        break;
    }
}

bool TestConvergence::resolveConflicts()
{
    bool any = false;
    for (const auto &client : m_clients) {
        const auto items = client->shown();
        for (const ReplicaEvent &item : items) {
            if (!item.conflict)
                continue;
            client->engine().resolveConflict(item.event.id, m_random.bounded(2) == 0);
            any = true;
        }
    }
    return any;
}

QString TestConvergence::states() const
{
    QStringList lines;
    for (const auto &client : m_clients)
        lines.append(u"%1: kind %2, %3 waiting, %4, refused: %5"_s.arg(client->username())
                         .arg(int(client->status().kind))
                         .arg(client->status().waiting)
                         .arg(client->status().detail, client->refusals().join(u"; ")));
    return lines.join(u'\n');
}

void TestConvergence::everybodyEndsEqual_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 8; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void TestConvergence::everybodyEndsEqual()
{
    QFETCH(quint32, seed);
    m_random.seed(seed);
    m_names = 0;
    for (const auto &client : m_clients)
        client->start();
    for (const auto &client : m_clients)
        QTRY_VERIFY(client->isLive());
    for (int step = 0; step < 100; ++step) {
        act(*m_clients[static_cast<size_t>(m_random.bounded(3))]);
        if (m_random.bounded(12) == 0)
            trouble();
        else if (m_random.bounded(6) == 0)
            m_server->setReachable(true);
        for (int turns = m_random.bounded(12); turns > 0; --turns)
            QCoreApplication::processEvents();
    }
    m_server->setReachable(true);
    const auto settled = [this] {
        return std::all_of(m_clients.begin(), m_clients.end(),
                           [](const auto &client) { return client->isSettled(); });
    };
    // Each decision may clash with another one that was made at the same time.
    for (int round = 0; round < 20; ++round) {
        QTRY_VERIFY2_WITH_TIMEOUT(settled(), qPrintable(states()), 20'000);
        if (!resolveConflicts())
            break;
    }
    for (const auto &client : m_clients)
        QTRY_COMPARE_WITH_TIMEOUT(contentOf(*client), contentOf(m_server->room()), 10'000);
    QVERIFY(!contentOf(m_server->room()).isEmpty());
    // And what is on the disk is what is shown.
    for (const auto &client : m_clients) {
        client->restart();
        QTRY_COMPARE_WITH_TIMEOUT(contentOf(*client), contentOf(m_server->room()), 10'000);
    }
}

QTEST_GUILESS_MAIN(TestConvergence)
#include "tst_convergence.moc"
