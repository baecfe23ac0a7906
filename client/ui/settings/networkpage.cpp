#include "client/ui/settings/networkpage.h"

#include "client/models/preferences.h"
#include "client/ui/widgets/card.h"

#include <QComboBox>
#include <QLineEdit>
#include <QSpinBox>

namespace hearth::client::ui {

namespace {
constexpr int kLastPort = 65535;
constexpr int kUsualPort = 8080;
using Kind = ProxyChoice::Kind;
}

NetworkPage::NetworkPage(const ThemeSource &themes, Preferences &preferences, QWidget *parent)
    : SettingsPage(themes, tr("Network"), tr("How Hearth reaches a server elsewhere."), parent)
    , m_preferences(preferences)
    , m_kind(new QComboBox)
    , m_host(new QLineEdit)
    , m_port(new QSpinBox)
{
    const ProxyChoice choice = preferences.proxy();
    m_kind->addItem(tr("As the system"), int(Kind::System));
    m_kind->addItem(tr("None"), int(Kind::None));
    m_kind->addItem(tr("HTTP"), int(Kind::Http));
    m_kind->addItem(tr("SOCKS 5"), int(Kind::Socks));
    m_kind->setCurrentIndex(m_kind->findData(int(choice.kind)));
    m_host->setText(choice.host);
    m_port->setRange(1, kLastPort);
    m_port->setValue(choice.port > 0 ? choice.port : kUsualPort);
    m_port->setButtonSymbols(QAbstractSpinBox::NoButtons);
    Card *card = addGroup(tr("Proxy"));
    addRow(card, tr("Kind"), tr("A server on this computer is always reached directly."), m_kind);
    addRow(card, tr("Its name or address"), {}, m_host);
    addRow(card, tr("Its port"), {}, m_port);
    connect(m_kind, &QComboBox::activated, this, [this] {
        showWhatCounts();
        save();
    });
    connect(m_host, &QLineEdit::editingFinished, this, &NetworkPage::save);
    connect(m_port, &QSpinBox::editingFinished, this, &NetworkPage::save);
    showWhatCounts();
}

void NetworkPage::showWhatCounts()
{
    const auto kind = Kind(m_kind->currentData().toInt());
    const bool own = kind == Kind::Http || kind == Kind::Socks;
    m_host->setEnabled(own);
    m_port->setEnabled(own);
}

/// A proxy without a name is none yet.
void NetworkPage::save()
{
    const ProxyChoice choice{Kind(m_kind->currentData().toInt()), m_host->text().trimmed(), m_port->value()};
    const bool incomplete = m_host->isEnabled() && choice.host.isEmpty();
    if (!incomplete && choice != m_preferences.proxy())
        m_preferences.setProxy(choice);
}

}
