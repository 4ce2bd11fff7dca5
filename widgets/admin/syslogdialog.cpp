#include "widgets/admin/syslogdialog.h"

#include "widgets/desk/asking.h"
#include "widgets/office/formfields.h"

#include <QAction>
#include <QFile>
#include <QFileDialog>
#include <QSpinBox>
#include <QStyle>

namespace trunkline::widgets {

SyslogDialog::SyslogDialog(Desk& desk, const store::Sealer& sealer, const collection::SyslogSettings& now, QWidget* parent)
    : EntryDialog(QStringLiteral("syslogDialog"), tr("Receive syslog"), tr("Save"), parent), desk_(desk), sealer_(sealer),
      address_(addLine(*form(), QStringLiteral("syslogAddress"), tr("&Address of this computer"))), udp_(addPort("syslogUdp", tr("&UDP port"), now.udpPort)),
      tcp_(addPort("syslogTcp", tr("&TCP port"), now.tcpPort)), tls_(addPort("syslogTls", tr("T&LS port"), now.tlsPort)),
      certificate_(addFile("syslogCertificate", tr("&Certificate (PEM)"),
                           now.certificate.isEmpty() ? tr("None yet") : tr("%1, until %2").arg(now.certificate, now.validUntil ? desk.timeText(*now.validUntil) : QString()))),
      key_(addFile("syslogKey", tr("Its &key (PEM)"), now.certificate.isEmpty() ? tr("None yet") : tr("Sealed in the database"))),
      authorities_(addFile("syslogAuthorities", tr("Only senders certified &by"), now.asksSenders ? tr("As chosen before") : tr("Whoever connects")))
{
    address_->setText(now.address);
    address_->setToolTip(tr("0.0.0.0 or :: for all of them"));
}

QSpinBox* SyslogDialog::addPort(const char* objectName, const QString& label, quint16 port)
{
    auto* field = addField(*form(), new QSpinBox, QString::fromLatin1(objectName), label);
    field->setRange(0, 65535);
    field->setSpecialValueText(tr("Off"));
    field->setToolTip(tr("Ports below 1024 need a permission of the system; 514 and 6514 are the standard's"));
    field->setValue(port);
    return field;
}

QLineEdit* SyslogDialog::addFile(const char* objectName, const QString& label, const QString& empty)
{
    QLineEdit* path = addLine(*form(), QString::fromLatin1(objectName), label);
    path->setPlaceholderText(empty);
    auto* choose = path->addAction(style()->standardIcon(QStyle::SP_DialogOpenButton), QLineEdit::TrailingPosition);
    choose->setText(tr("Choose a file"));
    connect(choose, &QAction::triggered, this, [this, path] {
        auto* dialog = new QFileDialog(this, tr("Choose a file"), {}, tr("PEM files (*.pem *.crt *.key);;All files (*)"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &QFileDialog::fileSelected, path, &QLineEdit::setText);
        dialog->open();
    });
    return path;
}

std::optional<QByteArray> SyslogDialog::bytesOf(const QLineEdit* path)
{
    constexpr qint64 mostOctets = 1 << 20;
    if (path->text().trimmed().isEmpty())
        return std::nullopt;
    QFile file(path->text().trimmed());
    if (!file.open(QIODevice::ReadOnly))
        throw InvalidInput(tr("The file %1 can't be read (%2); choose another.").arg(file.fileName(), file.errorString()));
    return file.read(mostOctets);
}

void SyslogDialog::save()
{
    const collection::SyslogChange change{address_->text().trimmed(), quint16(udp_->value()), quint16(tcp_->value()), quint16(tls_->value()), bytesOf(certificate_), bytesOf(key_),
                                          bytesOf(authorities_)};
    whenDone(this, desk_.executor().write([actor = desk_.actor(), change, &sealer = sealer_](store::Context& context) {
        collection::changeSyslogListening(context, sealer, actor, change);
        return true;
    }), [this](const bool&) { accept(); }, [this](const Error& error) { refuse(error); });
}

} // namespace trunkline::widgets
