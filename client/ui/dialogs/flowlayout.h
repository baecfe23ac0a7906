#pragma once

#include <QLayout>

namespace hearth::client::ui {

/// Puts its items one after another and begins a new line where one doesn't fit any more.
class FlowLayout : public QLayout {
    Q_OBJECT

public:
    FlowLayout(int gap, QWidget *parent);
    ~FlowLayout() override;

    /// Takes all items out and deletes their widgets.
    void clear();

    void addItem(QLayoutItem *item) override;
    int count() const override;
    QLayoutItem *itemAt(int index) const override;
    QLayoutItem *takeAt(int index) override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSize() const override;
    void setGeometry(const QRect &rect) override;

private:
    int arrange(const QRect &rect, bool apply) const;

    int m_gap;
    QList<QLayoutItem *> m_items;
};

}
