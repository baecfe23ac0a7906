#include "client/ui/window/versioncard.h"

#include "client/ui/dialogs/eventtext.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/label.h"

#include <QGridLayout>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace hearth::client::ui {

namespace {
QStringList peopleOf(const shared::Event &event)
{
    QStringList names;
    for (const shared::Participant &person : event.participants)
        names.append(person.name);
    return names;
}
}

VersionCard::VersionCard(const ThemeSource &themes, const QString &whose, const shared::Event &version,
                         const shared::Event &other, const QTimeZone &zone, QDate today,
                         const QString &action, QWidget *parent)
    : Card(themes, parent)
{
    const Measures &m = themes.theme().measures();
    content()->setContentsMargins(m.space16, m.space12, m.space16, m.space12);
    content()->setSpacing(m.space8);
    auto *head = new QHBoxLayout;
    head->addWidget(new Label(themes, whose, FontRole::ControlBold));
    head->addStretch();
    if (version.updatedMs > 0) {
        const QString at = momentText(QDateTime::fromMSecsSinceEpoch(version.updatedMs, zone), today);
        head->addWidget(new Label(themes, at, FontRole::Event, Tone::Ink3));
    }
    content()->addLayout(head);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(m.space12);
    grid->setColumnStretch(1, 1);
    const auto row = [&](const QString &name, const QString &text, const QString &otherText) {
        if (text.isEmpty() && otherText.isEmpty())
            return;
        const int line = grid->rowCount();
        grid->addWidget(new Label(themes, name, FontRole::Control, Tone::Ink2), line, 0, Qt::AlignTop);
        const QString shown = text.isEmpty() ? tr("none") : text;
        auto *value = new Label(themes, shown, text == otherText ? FontRole::Control : FontRole::ControlBold,
                                text == otherText ? Tone::Ink : Tone::Warn);
        value->setWordWrap(true);
        grid->addWidget(value, line, 1);
    };
    if (version.name != other.name)
        row(tr("Title"), version.name, other.name);
    row(tr("When"), whenText(version, zone), whenText(other, zone));
    row(tr("Place"), version.location, other.location);
    row(tr("People"), QLocale().createSeparatedList(peopleOf(version)),
        QLocale().createSeparatedList(peopleOf(other)));
    if (version.description != other.description)
        row(tr("Notes"), version.description, other.description);
    content()->addLayout(grid);
    auto *keep = new QPushButton(action);
    connect(keep, &QAbstractButton::clicked, this, &VersionCard::keepWanted);
    content()->addWidget(keep);
}

}
