// Documents by e-mail, through a real SMTP server (aiosmtpd) on loopback.
#include "models/documents/mailqueue.h"

#include "models/billing/invoicestore.h"
#include "models/core/errors.h"
#include "models/payments/dunningservice.h"
#include "tests/models/billing/billedshop.h"

#include <QDir>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace trunkline;
using namespace trunkline::documents;

namespace {

/// aiosmtpd in a process of its own, ended by its id.
class SmtpServer {
public:
    explicit SmtpServer(const QStringList& options = {})
    {
        process_.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process_.start(QStringLiteral("/usr/bin/python3"), QStringList{QStringLiteral(TRUNKLINE_SOURCE_DIR "/tests/models/documents/smtpserver.py"), folder_.path()} + options);
        while (!process_.canReadLine())
            if (!process_.waitForReadyRead(60'000))
                qFatal("the SMTP server does not start");
        port_ = process_.readLine().trimmed().toInt();
    }
    ~SmtpServer()
    {
        process_.kill();
        process_.waitForFinished();
    }
    int port() const { return port_; }
    int messages() const { return int(QDir(folder_.path()).entryList({QStringLiteral("*.eml")}).size()); }
    QByteArray message(int number) const { return content(QStringLiteral("%1.eml").arg(number)); }
    QByteArray recipients(int number) const { return content(QStringLiteral("%1.to").arg(number)); }

private:
    QByteArray content(const QString& name) const
    {
        QFile file(folder_.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QTemporaryDir folder_;
    QProcess process_;
    int port_ = 0;
};

MailServer at(int port)
{
    return {QStringLiteral("127.0.0.1"), port, MailSecurity::None, {}, QStringLiteral("billing@example.org"), QStringLiteral("Nordlicht „Fibre“"), {}};
}

Mail sampleMail()
{
    return {QStringLiteral("0001@example.org"), Timestamp{1'775'001'600'000}, QStringLiteral("kunde@example.com"), QStringLiteral("Rechnung für Żółć"), QStringLiteral("Guten Tag,\nanbei.\n"),
            {{QStringLiteral("INV-2026-000042.pdf"), "application/pdf", QByteArray(5000, 'x') + "\r\n.\r\nend"}}};
}

/// What Python's own reader of mail makes of it: subject, body, name and size of each file.
QString readByPython(const QByteArray& message)
{
    QProcess process;
    process.start(QStringLiteral("/usr/bin/python3"), {QStringLiteral("-c"), QStringLiteral("import sys,email,email.policy as p\nm=email.message_from_binary_file(sys.stdin.buffer,policy=p.default)\n"
        "print(m['subject']);print(m['from']);print(m['message-id']);print(m.get_body().get_content())\n"
        "for a in m.iter_attachments(): print(a.get_filename(),a.get_content_type(),len(a.get_content()))")});
    process.write(message);
    process.closeWriteChannel();
    process.waitForFinished(60'000);
    return QString::fromUtf8(process.readAllStandardOutput()) + QString::fromUtf8(process.readAllStandardError());
}

} // namespace

class MailTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theMessageArrivesAsItWasMeant()
    {
        SmtpServer server;
        const MailResult result = sendMail(at(server.port()), {}, sampleMail());
        QVERIFY2(result.outcome == MailOutcome::Sent, qPrintable(result.problem));
        QCOMPARE(server.messages(), 1);
        QCOMPARE(server.recipients(1), QByteArray("kunde@example.com"));
        const QString read = readByPython(server.message(1));
        QVERIFY2(read.contains(QStringLiteral("Rechnung für Żółć\n")) && read.contains(QStringLiteral("Nordlicht „Fibre“")) && read.contains(QStringLiteral("<0001@example.org>"))
                     && read.contains(QStringLiteral("Guten Tag,")) && read.contains(QStringLiteral("INV-2026-000042.pdf application/pdf 5008")), qPrintable(read));
        QCOMPARE(mimeMessage(at(25), sampleMail()), mimeMessage(at(25), sampleMail()));
    }

    void nothingInATextBecomesAHeader()
    {
        Mail mail = sampleMail();
        mail.subject = QStringLiteral("Bill\r\nBcc: all@example.org");
        mail.to = QStringLiteral("a@example.org>\r\nBcc: <all@example.org");
        const QByteArray message = mimeMessage(at(25), mail);
        QVERIFY2(!message.contains("\nBcc:"), message.left(400).constData());
    }

    void whatTheServerSaysIsUnderstood_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<int>("outcome");
        QTest::newRow("later") << QStringList{QStringLiteral("--answer"), QStringLiteral("450 later")} << int(MailOutcome::TryAgain);
        QTest::newRow("never") << QStringList{QStringLiteral("--answer"), QStringLiteral("554 no such mailbox")} << int(MailOutcome::Rejected);
        QTest::newRow("the line is cut after the whole message") << QStringList{QStringLiteral("--drop")} << int(MailOutcome::Unclear);
    }
    void whatTheServerSaysIsUnderstood()
    {
        QFETCH(QStringList, options);
        QFETCH(int, outcome);
        SmtpServer server(options);
        const MailResult result = sendMail(at(server.port()), {}, sampleMail());
        QVERIFY2(int(result.outcome) == outcome, qPrintable(QStringLiteral("%1: %2").arg(int(result.outcome)).arg(result.problem)));
        QVERIFY(!result.problem.isEmpty());
    }

    void nobodyAtTheDoorIsTriedAgain()
    {
        int port = 0;
        {
            SmtpServer gone;
            port = gone.port();
        }
        QCOMPARE(int(sendMail(at(port), {}, sampleMail()).outcome), int(MailOutcome::TryAgain));
    }

    void passwordOverTls()
    {
        QTemporaryDir folder;
        const QString certificate = folder.filePath(QStringLiteral("cert.pem")), key = folder.filePath(QStringLiteral("key.pem"));
        QCOMPARE(QProcess::execute(QStringLiteral("openssl"), {QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"), QStringLiteral("rsa:2048"), QStringLiteral("-nodes"), QStringLiteral("-days"),
                                                               QStringLiteral("2"), QStringLiteral("-subj"), QStringLiteral("/CN=localhost"), QStringLiteral("-addext"), QStringLiteral("subjectAltName=IP:127.0.0.1"),
                                                               QStringLiteral("-keyout"), key, QStringLiteral("-out"), certificate}), 0);
        SmtpServer server({QStringLiteral("--tls"), certificate, key, QStringLiteral("--user"), QStringLiteral("billing")});
        MailServer settings = at(server.port());
        settings.security = MailSecurity::StartTls;
        settings.user = QStringLiteral("billing");
        const MailResult unsafe = sendMail(settings, QStringLiteral("s3cretü"), sampleMail());
        QVERIFY2(unsafe.outcome == MailOutcome::Rejected && !unsafe.problem.contains(QLatin1String("s3cret")), qPrintable(unsafe.problem)); // nobody vouches for the certificate
        settings.caFile = certificate;
        const MailResult wrong = sendMail(settings, QStringLiteral("wrong"), sampleMail());
        QVERIFY2(wrong.outcome == MailOutcome::Rejected, qPrintable(wrong.problem));
        QCOMPARE(server.messages(), 0);
        const MailResult right = sendMail(settings, QStringLiteral("s3cretü"), sampleMail());
        QVERIFY2(right.outcome == MailOutcome::Sent, qPrintable(right.problem));
        QCOMPARE(server.messages(), 1);
    }

    void aDunningLetterIsMailedLikeAnInvoice_data() { test::engineRows(); }
    void aDunningLetterIsMailedLikeAnInvoice()
    {
        QFETCH(QString, engine);
        SmtpServer server;
        test::BilledShop shop(engine);
        const store::Sealer sealer(QByteArray(32, 'k'));
        MailService mail(shop.s.context);
        mail.changeServer(test::administrator(), at(server.port()), {}, sealer);
        shop.connectService(0);
        shop.clockTo("2026-04-01T06:00:00Z");
        billing::BillRunService(shop.s.context).post(test::administrator(), billing::cycleEndedBy(BillingDate(2026, 4, 1), 1), BillingDate(2026, 4, 1));
        const auto sent = payments::DunningService(shop.s.context).post(test::administrator(), BillingDate(2026, 4, 22));
        QCOMPARE(sent.size(), 1);
        const access::Actor clerk = test::withRole(access::Role::BillingClerk);
        QVERIFY_THROWS_EXCEPTION(Refused, mail.queueLetter(clerk, sent.first().id)); // the customer has no address
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, mail.queueLetter(test::withRole(access::Role::NocOperator), sent.first().id, QStringLiteral("a@example.com")));
        const MailMessage first = mail.queueLetter(clerk, sent.first().id, QStringLiteral("a@example.com"));
        QCOMPARE(mail.queueLetter(clerk, sent.first().id, QStringLiteral("A@example.com")).id, first.id);
        QVERIFY(first.invoiceId.isNull());
        QCOMPARE(mailMessages(shop.db()), (QList<MailMessage>{first}));
        QCOMPARE(mailedNumber(shop.db(), first), sent.first().number);
        QCOMPARE(sendDueMail(shop.s.context, clerk, sealer), 1);
        QCOMPARE(server.messages(), 1);
        const QString message = readByPython(server.message(1));
        QVERIFY2(message.contains(sent.first().number + QStringLiteral(".pdf application/pdf")) && message.contains(QLatin1String("Reminder")), qPrintable(message));
        QVERIFY(mail.queueLetter(clerk, sent.first().id, QStringLiteral("a@example.com"), true).id != first.id);
    }

    void aDocumentIsMailedOnce_data() { test::engineRows(); }
    void aDocumentIsMailedOnce()
    {
        QFETCH(QString, engine);
        SmtpServer server;
        test::BilledShop shop(engine);
        const store::Sealer sealer(QByteArray(32, 'k'));
        MailService mail(shop.s.context);
        shop.connectService(0);
        shop.clockTo("2026-04-01T06:00:00Z");
        const billing::Invoice invoice = billing::BillRunService(shop.s.context).post(test::administrator(), billing::cycleEndedBy(BillingDate(2026, 4, 1), 1), BillingDate(2026, 4, 1)).invoices.first();
        const access::Actor clerk = test::withRole(access::Role::BillingClerk);

        QVERIFY_THROWS_EXCEPTION(Refused, mail.queue(clerk, invoice.id, DocumentFormat::Pdf, QStringLiteral("a@example.com"))); // no server yet
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, mail.changeServer(clerk, at(server.port()), {}, sealer));
        mail.changeServer(test::administrator(), at(server.port()), QStringLiteral("s3cret"), sealer);
        QCOMPARE(mailPassword(shop.db(), sealer), QStringLiteral("s3cret"));
        mail.changeServer(test::administrator(), at(server.port()), {}, sealer); // and it stays
        QCOMPARE(mailPassword(shop.db(), sealer), QStringLiteral("s3cret"));
        for (const store::JournalEntry& entry : store::journalAfter(shop.db(), 0, 10'000))
            QVERIFY(!entry.after.text().contains("s3cret"));
        QVERIFY_THROWS_EXCEPTION(InvalidInput, mail.queue(clerk, invoice.id, DocumentFormat::Pdf, QStringLiteral("nobody")));
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, mail.queue(test::withRole(access::Role::NocOperator), invoice.id, DocumentFormat::Pdf, QStringLiteral("a@example.com")));

        const MailMessage first = mail.queue(clerk, invoice.id, DocumentFormat::Pdf, QStringLiteral("a@example.com"));
        QCOMPARE(mail.queue(clerk, invoice.id, DocumentFormat::Pdf, QStringLiteral("A@example.com")).id, first.id);
        QCOMPARE(sendDueMail(shop.s.context, clerk, sealer), 1);
        QCOMPARE(sendDueMail(shop.s.context, clerk, sealer), 0);
        QCOMPARE(server.messages(), 1);
        QVERIFY(readByPython(server.message(1)).contains(invoice.number + QStringLiteral(".pdf application/pdf")));
        QCOMPARE(mailOfInvoice(shop.db(), invoice.id).first().state, MailState::Sent);
        QVERIFY(mail.queue(clerk, invoice.id, DocumentFormat::Pdf, QStringLiteral("a@example.com"), true).id != first.id);

        // Ended in the middle: a person decides, and the message keeps its identity.
        const auto taken = mail.take(clerk);
        QVERIFY(taken.has_value() && !mail.take(clerk));
        QCOMPARE(mail.giveUpLost(clerk), 0);
        shop.s.clock.advanceMs(11 * 60'000);
        QCOMPARE(mail.giveUpLost(clerk), 1);
        QCOMPARE(mailOfInvoice(shop.db(), invoice.id).first().state, MailState::Unknown);
        QCOMPARE(sendDueMail(shop.s.context, clerk, sealer), 0);
        mail.retry(clerk, taken->id);
        QVERIFY_THROWS_EXCEPTION(Refused, mail.retry(clerk, taken->id));

        // In the way for a while, then for good.
        mail.changeServer(test::administrator(), at(1), {}, sealer);
        QCOMPARE(sendDueMail(shop.s.context, clerk, sealer), 0);
        QCOMPARE(mailOfInvoice(shop.db(), invoice.id).first().state, MailState::Queued);
        QVERIFY(mailOfInvoice(shop.db(), invoice.id).first().nextAt > shop.s.clock.now());
        for (int n = 0; n < 12; ++n) {
            shop.s.clock.advanceMs(17 * 3'600'000);
            sendDueMail(shop.s.context, clerk, sealer);
        }
        QCOMPARE(mailOfInvoice(shop.db(), invoice.id).first().state, MailState::Failed);
    }

    void aPostedDocumentIsDrawnAsItWas_data() { test::engineRows(); }
    void aPostedDocumentIsDrawnAsItWas()
    {
        QFETCH(QString, engine);
        test::BilledShop shop(engine);
        DocumentSettings settings = documentSettings(shop.db());
        settings.accentColour = QStringLiteral("#7a1f5f");
        settings.closing = QStringLiteral("Thank you.");
        const access::Actor admin = test::administrator();
        QVERIFY_THROWS_EXCEPTION(InvalidInput, changeDocumentSettings(shop.s.context, admin, settings, "no picture"));
        changeDocumentSettings(shop.s.context, admin, settings, QByteArray::fromBase64("iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAYAAABytg0kAAAAFElEQVR4nGP8z8DwnwEImBigAAAfFwICgH3ifwAAAABJRU5ErkJggg=="));
        shop.connectService(0);
        shop.clockTo("2026-04-01T06:00:00Z");
        const billing::Invoice invoice = billing::BillRunService(shop.s.context).post(admin, billing::cycleEndedBy(BillingDate(2026, 4, 1), 1), BillingDate(2026, 4, 1)).invoices.first();
        const QByteArray then = documentFile(shop.db(), invoice, DocumentFormat::Pdf).content;
        QVERIFY(then.contains("/Subtype /Image"));
        settings.closing = QStringLiteral("Something else.");
        settings.logo.clear();
        changeDocumentSettings(shop.s.context, admin, settings);
        QCOMPARE(documentFile(shop.db(), invoice, DocumentFormat::Pdf).content, then);
        billing::Invoice draft = invoice;
        draft.id = {};
        QVERIFY(invoicePdf(draft, invoiceExtras(shop.db(), draft)) != then);

        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("batch.pdf"));
        QVERIFY(!printBatch(shop.db(), {invoice.id, invoice.id}, path, [](int) { return false; }));
        QVERIFY(!QFile::exists(path));
        QVERIFY(printBatch(shop.db(), {invoice.id, invoice.id, invoice.id}, path));
        QProcess qpdf;
        qpdf.start(QStringLiteral("qpdf"), {QStringLiteral("--show-npages"), path});
        QVERIFY(qpdf.waitForFinished(60'000));
        QCOMPARE(qpdf.readAllStandardOutput().trimmed(), QByteArray("3"));
    }

    void whatIsMissingForAnEInvoiceIsSaid()
    {
        test::BilledShop shop(QStringLiteral("sqlite"));
        shop.connectService(0);
        shop.clockTo("2026-04-01T06:00:00Z");
        billing::Invoice invoice = billing::BillRunService(shop.s.context).post(test::administrator(), billing::cycleEndedBy(BillingDate(2026, 4, 1), 1), BillingDate(2026, 4, 1)).invoices.first();
        const auto refusal = [&](EInvoiceProfile profile) {
            try {
                eInvoice(invoice, documentSettings(shop.db()), buyerDetails(shop.db(), invoice.accountId), profile);
            } catch (const Refused& refused) {
                return refused.sentence();
            }
            return QString();
        };
        invoice.seller.country = QStringLiteral("DE");
        invoice.seller.vatId.clear();
        QVERIFY2(refusal(EInvoiceProfile::En16931).contains(QLatin1String("VAT ID")), qPrintable(refusal(EInvoiceProfile::En16931)));
        invoice.seller.vatId = QStringLiteral("DE123456789");
        QCOMPARE(refusal(EInvoiceProfile::En16931), QString());
        QVERIFY(refusal(EInvoiceProfile::Peppol).contains(QLatin1String("electronic address")));
        BuyerDetails buyer{QStringLiteral("04011000-12345-03"), {}, QStringLiteral("pay@example.com"), {QStringLiteral("0204"), QStringLiteral("04011000-12345-03")}};
        QVERIFY_THROWS_EXCEPTION(InvalidInput, changeBuyerDetails(shop.s.context, test::administrator(), invoice.accountId, {{}, {}, QStringLiteral("nobody"), {}}));
        changeBuyerDetails(shop.s.context, test::administrator(), invoice.accountId, buyer);
        QCOMPARE(buyerDetails(shop.db(), invoice.accountId), buyer);
        QCOMPARE(mailRecipient(shop.db(), invoice), QStringLiteral("pay@example.com"));
        DocumentSettings settings;
        settings.endpoint = {QStringLiteral("9930"), QStringLiteral("DE123456789")};
        changeDocumentSettings(shop.s.context, test::administrator(), settings);
        QCOMPARE(refusal(EInvoiceProfile::Peppol), QString());
        QVERIFY(refusal(EInvoiceProfile::XRechnung).contains(QLatin1String("telephone")));
    }

};

QTEST_GUILESS_MAIN(MailTest)
#include "tst_mail.moc"
