#pragma once

#include <QWidget>

class QVBoxLayout;

namespace hearth::client::ui {

class Card;
class Label;
class ThemeSource;

/// A page of the settings: a title, and groups of rows, each with words at its start and a control at its
/// end.
class SettingsPage : public QWidget {
    Q_OBJECT

public:
    SettingsPage(const ThemeSource &themes, const QString &title, const QString &hint,
                 QWidget *parent = nullptr);

Q_SIGNALS:
    /// Something was done, or could not be: a sentence.
    void said(const QString &sentence);

protected:
    const ThemeSource &themes() const { return m_themes; }
    /// A card under a heading of its own.
    Card *addGroup(const QString &title);
    /// The control is named by the row's title.
    void addRow(Card *card, const QString &title, const QString &hint, QWidget *control);
    /// A control as wide as the card, below its words.
    void addWideRow(Card *card, const QString &title, const QString &hint, QWidget *control);
    /// Asks where to, writes, and says what came of it.
    void keepFile(const QString &title, const QString &suggested, const QByteArray &content);
    /// Behind the last group.
    void addWidget(QWidget *widget);

private:
    QVBoxLayout *words(const QString &title, const QString &hint, QWidget *control) const;

    const ThemeSource &m_themes;
    QVBoxLayout *m_column;
};

}
