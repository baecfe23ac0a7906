#pragma once

#include "client/models/onboarding.h"
#include "client/ui/dialogs/sheetdialog.h"

class QLineEdit;

namespace hearth::client {
class Workspace;
struct InvitePreview;
}

namespace hearth::client::ui {

class FormField;
class Label;

/// An invitation to a calendar of the server that one is signed in to: its link, what it is for, Join.
class AcceptDialog : public SheetDialog {
    Q_OBJECT

public:
    AcceptDialog(const ThemeSource &themes, Workspace &workspace, const QString &link, QWidget *parent);

protected:
    void accept() override;

private:
    void readLink();
    void lookAt(const QString &code);
    void showPreview(const InvitePreview &preview);

    Workspace &m_workspace;
    QLineEdit *m_link;
    FormField *m_field;
    Label *m_preview;
    QString m_code;
};

}
