#pragma once

#include <QAbstractButton>

namespace hearth::client::ui {

class ThemeSource;

/// One of the large choices of a first start: icon, title, a sentence, a quiet line at the foot, and the key
/// that takes it.
class ChoiceCard : public QAbstractButton {
    Q_OBJECT

public:
    ChoiceCard(const ThemeSource &themes, const QString &icon, const QString &title, const QString &sentence,
               const QString &foot, int key, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void paintTile(QPainter &painter) const;
    void paintKey(QPainter &painter) const;
    QRectF placed(const QRectF &rect) const;
    qreal footHeight(qreal width) const;
    bool lit() const;

    const ThemeSource &m_themes;
    QString m_iconName;
    QString m_sentence;
    QString m_foot;
    int m_key;
};

}
