// Where syslog is listened for, and with which certificate.
#pragma once

#include "models/collection/sysloglistening.h"
#include "widgets/desk/desk.h"
#include "widgets/office/entrydialog.h"

class QLineEdit;
class QSpinBox;

namespace trunkline::widgets {

class SyslogDialog : public EntryDialog {
    Q_OBJECT
public:
    SyslogDialog(Desk& desk, const store::Sealer& sealer, const collection::SyslogSettings& now, QWidget* parent = nullptr);

protected:
    void save() override;

private:
    QSpinBox* addPort(const char* objectName, const QString& label, quint16 port);
    QLineEdit* addFile(const char* objectName, const QString& label, const QString& empty);
    /// Throws InvalidInput for a file that can't be read; nothing when none was chosen.
    static std::optional<QByteArray> bytesOf(const QLineEdit* path);

    Desk& desk_;
    const store::Sealer& sealer_;
    QLineEdit* address_;
    QSpinBox* udp_;
    QSpinBox* tcp_;
    QSpinBox* tls_;
    QLineEdit* certificate_;
    QLineEdit* key_;
    QLineEdit* authorities_;
};

} // namespace trunkline::widgets
