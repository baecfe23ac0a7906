#include "gallerypage.h"

#include "client/ui/theme/icons.h"
#include "client/ui/theme/paint.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/buttons.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QCalendarWidget>
#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QDialog>
#include <QDir>
#include <QElapsedTimer>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QPainter>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollBar>
#include <QSlider>
#include <QSpinBox>
#include <QStyleOption>
#include <QTabBar>
#include <QTextStream>
#include <QTimeEdit>
#include <QToolTip>
#include <QTreeWidget>

namespace hearth::client::ui::gallery {

using namespace Qt::StringLiterals;

QPixmap popupsPage(const ThemeSource &theme)
{
    QWidget window;
    window.resize(400, 400);
    window.show();
    QMessageBox question(QMessageBox::Warning, u"Hearth"_s, u"Delete “Dinner with Oma”?"_s,
                         QMessageBox::NoButton, &window);
    question.setInformativeText(u"Everybody in Family loses it. You can undo this."_s);
    question.addButton(u"Cancel"_s, QMessageBox::RejectRole);
    question.addButton(u"Delete"_s, QMessageBox::DestructiveRole);
    question.addButton(u"Keep"_s, QMessageBox::AcceptRole);
    question.show();
    QCalendarWidget calendar;
    calendar.setSelectedDate(QDate(2026, 12, 13));
    calendar.setGridVisible(false);
    calendar.show();
    QComboBox combo(&window);
    combo.addItem(Icons::icon(u"repeat"_s), u"never"_s);
    combo.addItems({u"every day"_s, u"every week"_s, u"every two weeks"_s, u"custom"_s});
    combo.setCurrentIndex(2);
    combo.resize(180, 32);
    combo.show();
    combo.showPopup();
    QWidget *list = combo.view()->window();
    QMenu menu;
    menu.addSection(u"Show"_s);
    for (const QString &name : {u"Weekends"_s, u"Declined events"_s, u"Week numbers"_s}) {
        QAction *action = menu.addAction(name);
        action->setCheckable(true);
        action->setChecked(name != u"Weekends"_s);
    }
    menu.addAction(u"Gone"_s)->setEnabled(false);
    menu.popup(QPoint(20, 20));
    QTreeWidget tree;
    tree.setHeaderLabels({u"Event"_s, u"When"_s});
    for (const QString &name : {u"Dinner"_s, u"Lunch"_s})
        new QTreeWidgetItem(&tree, {name, u"Thu 10 Dec"_s});
    tree.setCurrentItem(tree.topLevelItem(0));
    tree.resize(320, 140);
    tree.show();
    QDialog dialog;
    auto *column = new QVBoxLayout(&dialog);
    auto *field = new QLineEdit(u"Family"_s);
    column->addWidget(field);
    column->addWidget(new QCheckBox(u"All day"_s));
    column->addWidget(new Switch(u"Go on hosting"_s));
    column->addWidget(new QPushButton(u"Cancel"_s));
    dialog.show();
    dialog.activateWindow();
    QCoreApplication::processEvents();
    field->setFocus();
    for (int i = 0; i < (theme.theme().isDark() ? 3 : 2); ++i) {
        QKeyEvent tab(QEvent::KeyPress, Qt::Key_Tab, Qt::NoModifier);
        QCoreApplication::sendEvent(dialog.focusWidget(), &tab);
    }
    QCoreApplication::processEvents();
    const QList<QPair<QString, QWidget *>> all = {{u"message"_s, &question}, {u"calendar"_s, &calendar},
                                                  {u"combo"_s, list},        {u"menu"_s, &menu},
                                                  {u"tree"_s, &tree},        {u"dialog"_s, &dialog}};
    QImage sheet(QSize(1000, 640) * qApp->devicePixelRatio(), QImage::Format_ARGB32_Premultiplied);
    sheet.setDevicePixelRatio(qApp->devicePixelRatio());
    sheet.fill(theme.theme().sheet());
    QPainter painter(&sheet);
    int x = 16;
    int y = 16;
    for (const auto &[name, widget] : all) {
        const QPixmap picture = widget->grab();
        if (x + widget->width() > 1000) {
            x = 16;
            y += 260;
        }
        painter.drawPixmap(x, y, picture);
        x += widget->width() + 24;
    }
    painter.end();
    return QPixmap::fromImage(sheet);
}

QPixmap iconsPage(const ThemeSource &theme)
{
    constexpr int kColumns = 8;
    constexpr QSize kCell(110, 64);
    const QStringList files = QDir(u":/hearth/icons"_s).entryList(QDir::Files);
    const int rows = int(files.size() + kColumns - 1) / kColumns + 2;
    const qreal dpr = qApp->devicePixelRatio();
    QPixmap sheet(QSize(kCell.width() * kColumns, kCell.height() * rows) * dpr);
    sheet.setDevicePixelRatio(dpr);
    const Theme &t = theme.theme();
    sheet.fill(t.sheet());
    QPainter painter(&sheet);
    for (int i = 0; i < files.size(); ++i) {
        const QRect cell(QPoint(i % kColumns * kCell.width(), i / kColumns * kCell.height()), kCell);
        const QString name = files.at(i).chopped(4);
        Icons::paint(painter, cell.adjusted(0, 8, -60, -28), name, 24, t.ink());
        Icons::paint(painter, cell.adjusted(30, 8, 0, -28), name, 16, t.ink2());
        paint::text(painter, cell.adjusted(0, 38, 0, -8), name, t.font(FontRole::Caption), t.ink3(),
                    Qt::AlignCenter);
    }
    const int y = (rows - 2) * kCell.height() + 16;
    painter.drawPixmap(16, y, Icons::mark(24, t.ink(), t.ember(), dpr));
    painter.drawPixmap(60, y, Icons::mark(56, t.ink(), t.ember(), dpr));
    painter.drawPixmap(140, y, Icons::appIcon().pixmap(QSize(96, 96), dpr));
    painter.drawPixmap(260, y, Icons::appIcon().pixmap(QSize(24, 24), dpr));
    return sheet;
}

}
