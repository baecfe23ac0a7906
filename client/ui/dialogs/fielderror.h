#pragma once

#include <QWidget>

namespace hearth::client::ui {

class Label;
class LinkButton;
class ThemeSource;

/// One sentence under a field about what is wrong, with a sign and, where there is one, a repair as a link.
class FieldError : public QWidget {
    Q_OBJECT

public:
    explicit FieldError(const ThemeSource &themes, QWidget *parent = nullptr);
    /// Hidden with an empty sentence.
    void setSentence(const QString &sentence, const QString &repair = {});

Q_SIGNALS:
    void repairWanted();

private:
    Label *m_sentence;
    LinkButton *m_repair;
};

}
