#pragma once

#include "client/ui/widgets/card.h"
#include "shared/domain/event.h"

namespace hearth::client::ui {

/// One of two versions of an event: its fields, those tinted in which it differs, and the button that keeps
/// it.
class VersionCard : public Card {
    Q_OBJECT

public:
    VersionCard(const ThemeSource &themes, const QString &whose, const shared::Event &version,
                const shared::Event &other, const QTimeZone &zone, QDate today, const QString &action,
                QWidget *parent = nullptr);

Q_SIGNALS:
    void keepWanted();
};

}
