#pragma once

#include "client/models/preferences.h"

#include <QNetworkProxyFactory>

namespace hearth::client {

/// The way out that a person has chosen for all connections, but never for those to this computer itself.
class ChosenProxy final : public QNetworkProxyFactory {
public:
    explicit ChosenProxy(const ProxyChoice &choice);

    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override;

private:
    const ProxyChoice m_choice;
};

}
