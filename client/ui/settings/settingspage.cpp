#include "client/ui/settings/settingspage.h"

#include "client/ui/theme/roles.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/card.h"
#include "client/ui/widgets/label.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QSaveFile>
#include <QVBoxLayout>

namespace hearth::client::ui {

SettingsPage::SettingsPage(const ThemeSource &themes, const QString &title, const QString &hint,
                           QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
{
    const Measures &m = themes.theme().measures();
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(m.space32, m.dialogPad, m.space32, m.dialogPad);
    outer->setSpacing(0);
    outer->addWidget(new Label(themes, title, FontRole::Title));
    if (!hint.isEmpty()) {
        auto *words = new Label(themes, hint, FontRole::Body, Tone::Ink2);
        words->setWordWrap(true);
        outer->addWidget(words);
    }
    m_column = new QVBoxLayout;
    m_column->setSpacing(m.space8);
    outer->addLayout(m_column);
    outer->addStretch();
    setAccessibleName(title);
}

Card *SettingsPage::addGroup(const QString &title)
{
    const Measures &m = m_themes.theme().measures();
    m_column->addSpacing(m.space16);
    if (!title.isEmpty())
        m_column->addWidget(new Label(m_themes, title, FontRole::Group));
    auto *card = new Card(m_themes);
    m_column->addWidget(card);
    return card;
}

QVBoxLayout *SettingsPage::words(const QString &title, const QString &hint, QWidget *control) const
{
    auto *texts = new QVBoxLayout;
    texts->setSpacing(m_themes.theme().measures().space2);
    auto *name = new Label(m_themes, title, FontRole::BodyStrong);
    name->setWordWrap(true);
    name->setBuddy(control);
    texts->addWidget(name);
    if (!hint.isEmpty()) {
        auto *more = new Label(m_themes, hint, FontRole::Control, Tone::Ink2);
        more->setWordWrap(true);
        texts->addWidget(more);
        control->setAccessibleDescription(hint);
    }
    control->setAccessibleName(title);
    setControlSize(*control, ControlSize::Normal);
    return texts;
}

void SettingsPage::addRow(Card *card, const QString &title, const QString &hint, QWidget *control)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(m_themes.theme().measures().space16);
    row->addLayout(words(title, hint, control), 1);
    row->addWidget(control, 0, Qt::AlignVCenter);
    card->addRow(row);
}

void SettingsPage::addWideRow(Card *card, const QString &title, const QString &hint, QWidget *control)
{
    auto *column = new QVBoxLayout;
    column->setSpacing(m_themes.theme().measures().space8);
    column->addLayout(words(title, hint, control));
    column->addWidget(control);
    card->addRow(column);
}

void SettingsPage::keepFile(const QString &title, const QString &suggested, const QByteArray &content)
{
    auto *dialog = new QFileDialog(window(), title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QFileInfo(suggested).suffix());
    dialog->selectFile(suggested);
    connect(dialog, &QFileDialog::fileSelected, this, [this, content](const QString &name) {
        QSaveFile file(name);
        const bool kept =
            file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit();
        Q_EMIT said(kept ? tr("It is in %1").arg(name)
                         : tr("The file could not be written: %1").arg(file.errorString()));
    });
    dialog->open();
}

void SettingsPage::addWidget(QWidget *widget) { m_column->addWidget(widget); }

}
