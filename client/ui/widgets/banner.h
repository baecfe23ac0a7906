#pragma once

#include "client/ui/widgets/label.h"

#include <QWidget>

class QPushButton;

namespace hearth::client::ui {

class IconView;

enum class BannerKind { Good, Warn, Bad };

/// A state in words across a page, with the one thing to do about it.
class Banner : public QWidget {
    Q_OBJECT
public:
    Banner(const ThemeSource &theme, BannerKind kind, const QString &text, QWidget *parent = nullptr);

    void setKind(BannerKind kind);
    void setText(const QString &text);
    /// A second, quieter sentence below the first.
    void setDetail(const QString &detail);
    /// Instead of the kind's own.
    void setIconName(const QString &icon);
    /// The button at the end; an empty text takes it away.
    void setAction(const QString &text);
    /// Edge to edge with square corners, as above a view.
    void setFlush(bool flush);

Q_SIGNALS:
    void actionTaken();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const ThemeSource &m_source;
    BannerKind m_kind;
    IconView *m_icon;
    Label *m_text;
    Label *m_detail;
    QPushButton *m_action;
    bool m_flush = false;
};

}
