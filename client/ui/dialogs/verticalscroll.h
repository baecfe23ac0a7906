#pragma once

#include <QScrollArea>

namespace hearth::client::ui {

/// A page that scrolls up and down where it is higher than its place, and never sideways: it asks for the
/// width that its content needs. What is behind it shines through.
class VerticalScroll : public QScrollArea {
    Q_OBJECT

public:
    /// Takes `content` over.
    explicit VerticalScroll(QWidget *content, QWidget *parent = nullptr);

    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
};

}
