#pragma once

#include <QWidget>

namespace hearth::client::ui {

class ThemeSource;

/// A word between two hairlines: a day in quiet ink, "New" in ember.
class DividerLine : public QWidget {
    Q_OBJECT

public:
    enum class Kind { Day, New };
    DividerLine(const ThemeSource &themes, Kind kind, const QString &text, QWidget *parent = nullptr);

    void setText(const QString &text);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const ThemeSource &m_themes;
    Kind m_kind;
    QString m_text;
};

}
