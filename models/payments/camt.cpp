#include "models/payments/camt.h"

#include "models/core/errors.h"

#include <QCoreApplication>
#include <QIODevice>
#include <QRegularExpression>
#include <QXmlStreamReader>

namespace trunkline::payments {

namespace {

struct CamtTexts {
    Q_DECLARE_TR_FUNCTIONS(Camt)
};

constexpr int deepest = 40;
constexpr qsizetype longestText = 4'000;
constexpr qsizetype mostTransactions = 100'000;
constexpr qsizetype mostRemittance = 200;

/// An amount as a file writes it: sign, decimals beyond the currency's are rounded half up.
std::optional<Money> amountOf(const QString& text, const QString& currencyCode, bool debit)
{
    static const QRegularExpression form(QStringLiteral("^\\+?([0-9]{1,15})(?:\\.([0-9]{0,18}))?$"));
    const auto match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const Currency currency = Currency::parse(currencyCode);
    QString decimals = match.captured(2);
    const bool up = decimals.size() > currency.exponent() && decimals[currency.exponent()] >= u'5';
    decimals = decimals.leftJustified(currency.exponent(), u'0', true);
    const std::int64_t minor = (match.captured(1) + decimals).toLongLong() + (up ? 1 : 0);
    return Money{debit ? -minor : minor, currency};
}

/// The path inside an element is told as "Refs/EndToEndId"; elements begin and end around it.
class CamtReader {
public:
    CamtReader(QIODevice& in, const CamtListener& listener) : xml_(&in), listener_(listener) { xml_.setEntityExpansionLimit(0); }

    int read()
    {
        while (!xml_.atEnd()) {
            switch (xml_.readNext()) {
            case QXmlStreamReader::DTD: fail(CamtTexts::tr("a document type, which bank statements don't have"));
            case QXmlStreamReader::StartElement: begin(); break;
            case QXmlStreamReader::Characters:
                text_ += xml_.text();
                if (text_.size() > longestText)
                    fail(CamtTexts::tr("a text of more than %1 characters").arg(longestText));
                break;
            case QXmlStreamReader::EndElement: end(); break;
            default: break;
            }
        }
        if (xml_.hasError())
            fail(xml_.errorString());
        if (statements_ == 0)
            throw InvalidInput(CamtTexts::tr("The file %1 holds no statement; ask the bank for a complete camt.053 or camt.054 file.").arg(message_));
        return statements_;
    }

private:
    [[noreturn]] void fail(const QString& what) const
    {
        throw InvalidInput(CamtTexts::tr("Line %1 of the bank statement can't be read: %2. Ask the bank for the file again.").arg(xml_.lineNumber()).arg(what));
    }

    void begin()
    {
        const QString name = xml_.name().toString();
        if (path_.isEmpty())
            requireCamt(name);
        if (path_.size() >= deepest)
            fail(CamtTexts::tr("elements nested deeper than %1").arg(deepest));
        path_.append(name);
        text_.clear();
        currency_ = xml_.attributes().value(QLatin1String("Ccy")).toString();
        if (path_.size() == 3 && (name == QLatin1String("Stmt") || name == QLatin1String("Ntfctn") || name == QLatin1String("Rpt"))) {
            statement_ = {message_, messageId_, {}, {}, {}, {}, {}};
            told_ = false;
            entries_ = 0;
            inStatement_ = true;
        } else if (inStatement_ && path_.size() == 4 && name == QLatin1String("Ntry")) {
            tellStatement();
            entry_ = {};
        } else if (inStatement_ && path_.size() == 4 && name == QLatin1String("Bal")) {
            balance_ = {};
        } else if (path_.size() == 6 && name == QLatin1String("TxDtls")) {
            transaction_ = {};
        }
    }

    void requireCamt(const QString& name)
    {
        static const QRegularExpression space(QStringLiteral("^urn:iso:std:iso:20022:tech:(?:xsd:)?(camt\\.05[234]\\.001\\.[0-9]{2})$"));
        const auto match = space.match(xml_.namespaceUri().toString());
        if (name != QLatin1String("Document") || !match.hasMatch())
            throw InvalidInput(CamtTexts::tr("This is no bank statement but “%1” of “%2”; camt.053 and camt.054 files are read.").arg(name, xml_.namespaceUri().toString()));
        message_ = match.captured(1);
    }

    void end()
    {
        const QString text = text_.trimmed();
        text_.clear();
        if (path_.size() == 4 && path_[2] == QLatin1String("GrpHdr") && path_[3] == QLatin1String("MsgId"))
            messageId_ = text;
        else if (inStatement_)
            endInStatement(text);
        path_.removeLast();
    }

    void endInStatement(const QString& text)
    {
        const QString& part = path_.value(3);
        if (path_.size() == 3) {
            tellStatement();
            inStatement_ = false;
            ++statements_;
        } else if (part == QLatin1String("Ntry")) {
            if (path_.size() == 4)
                tellEntry();
            else if (path_.value(4) == QLatin1String("NtryDtls") && path_.value(5) == QLatin1String("TxDtls"))
                transactionText(path_.mid(6).join(u'/'), text);
            else
                entryText(path_.mid(4).join(u'/'), text);
        } else if (part == QLatin1String("Bal")) {
            if (path_.size() == 4)
                tellBalance();
            else
                balanceText(path_.mid(4).join(u'/'), text);
        } else {
            statementText(path_.mid(3).join(u'/'), text);
        }
    }

    void statementText(const QString& path, const QString& text)
    {
        if (path == QLatin1String("Id"))
            statement_.id = text;
        else if (path == QLatin1String("ElctrncSeqNb"))
            statement_.sequence = text;
        else if (path == QLatin1String("Acct/Id/IBAN") || path == QLatin1String("Acct/Id/Othr/Id"))
            statement_.account = text;
        else if (path == QLatin1String("Acct/Ccy"))
            statement_.currency = text;
    }

    struct Amount {
        QString text;
        QString currency;
        QString indicator;
    };

    std::optional<Money> money(const Amount& amount) const
    {
        if (amount.text.isEmpty())
            return std::nullopt;
        std::optional<Money> value;
        try {
            value = amountOf(amount.text, amount.currency, amount.indicator == QLatin1String("DBIT"));
        } catch (const InvalidInput& error) {
            fail(error.sentence());
        }
        if (!value)
            fail(CamtTexts::tr("“%1” is no amount").arg(amount.text));
        return value;
    }

    BillingDate dateOf(const QString& text) const
    {
        try {
            return BillingDate::parse(text.left(10)); // the day that the bank writes, whatever its zone
        } catch (const InvalidInput& error) {
            fail(error.sentence());
        }
    }

    void balanceText(const QString& path, const QString& text)
    {
        if (path == QLatin1String("Tp/CdOrPrtry/Cd") || path == QLatin1String("Tp/CdOrPrtry/Prtry"))
            balance_.code = text;
        else if (path == QLatin1String("Amt"))
            balance_.amount = {text, currency_, balance_.amount.indicator};
        else if (path == QLatin1String("CdtDbtInd"))
            balance_.amount.indicator = text;
        else if (path == QLatin1String("Dt/Dt") || path == QLatin1String("Dt/DtTm"))
            balance_.on = dateOf(text);
    }

    void tellBalance()
    {
        if (const auto amount = money(balance_.amount))
            statement_.balances.append({balance_.code, *amount, balance_.on});
        if (statement_.balances.size() > 1'000)
            fail(CamtTexts::tr("more than a thousand balances"));
    }

    void entryText(const QString& path, const QString& text)
    {
        BankEntry& e = entry_.value;
        if (path == QLatin1String("Amt"))
            entry_.amount = {text, currency_, entry_.amount.indicator};
        else if (path == QLatin1String("CdtDbtInd"))
            entry_.amount.indicator = text;
        else if (path == QLatin1String("RvslInd"))
            e.reversal = text == QLatin1String("true") || text == QLatin1String("1");
        else if (path == QLatin1String("Sts/Cd") || (path == QLatin1String("Sts") && !text.isEmpty()))
            e.status = text;
        else if (path == QLatin1String("BookgDt/Dt") || path == QLatin1String("BookgDt/DtTm"))
            e.booked = dateOf(text);
        else if (path == QLatin1String("ValDt/Dt") || path == QLatin1String("ValDt/DtTm"))
            e.valued = dateOf(text);
        else if (path == QLatin1String("NtryRef"))
            e.reference = text;
        else if (path == QLatin1String("AcctSvcrRef"))
            e.bankReference = text;
        else if (path == QLatin1String("AddtlNtryInf"))
            e.information = text;
        else if (path == QLatin1String("BkTxCd/Domn/Cd") || path == QLatin1String("BkTxCd/Domn/Fmly/Cd") || path == QLatin1String("BkTxCd/Domn/Fmly/SubFmlyCd"))
            e.code += (e.code.isEmpty() ? QString() : QStringLiteral("/")) + text;
        else if (path == QLatin1String("BkTxCd/Prtry/Cd") && e.code.isEmpty())
            e.code = text;
        else if (path == QLatin1String("NtryDtls/Btch/MsgId"))
            e.batchMessageId = text;
        else if (path == QLatin1String("NtryDtls/Btch/PmtInfId"))
            e.batchPaymentInformationId = text;
    }

    void tellEntry()
    {
        BankEntry& e = entry_.value;
        const auto amount = money(entry_.amount);
        if (!amount)
            fail(CamtTexts::tr("an entry without an amount"));
        e.amount = *amount;
        e.index = entries_++;
        signTransactions(e);
        listener_.entry(e);
    }

    /// A transaction's own sign counts where all of them add up to the entry; some banks write it from the other side's view.
    static void signTransactions(BankEntry& e)
    {
        Wide sum = 0;
        bool comparable = true;
        for (const BankTransaction& t : std::as_const(e.transactions)) {
            comparable = comparable && t.amount && t.amount->currency == e.amount.currency;
            sum += t.amount ? t.amount->minor : 0;
        }
        if (comparable && sum == e.amount.minor)
            return;
        for (BankTransaction& t : e.transactions)
            if (t.amount && t.amount->isNegative() != e.amount.isNegative())
                t.amount = -*t.amount;
    }

    void transactionText(const QString& path, const QString& text)
    {
        BankTransaction& t = transaction_.value;
        const bool old = !path.contains(QLatin1String("/Pty/")); // since version 8 a party stands one level deeper
        const QString flat = old ? path : QString(path).replace(QLatin1String("/Pty/"), QLatin1String("/"));
        if (path.isEmpty()) {
            endTransaction();
        } else if (path == QLatin1String("Amt")) {
            transaction_.amount = {text, currency_, transaction_.amount.indicator};
        } else if (path == QLatin1String("AmtDtls/TxAmt/Amt") && transaction_.amount.text.isEmpty()) {
            transaction_.detailed = {text, currency_, {}};
        } else if (path == QLatin1String("CdtDbtInd")) {
            transaction_.amount.indicator = text;
        } else if (path.startsWith(QLatin1String("Refs/"))) {
            referenceText(path.mid(5), text);
        } else if (flat == QLatin1String("RltdPties/Dbtr/Nm") || path == QLatin1String("RltdPties/Dbtr/Agt/FinInstnId/Nm")) { // since version 8 a bank may be the party
            t.debtorName = text;
        } else if (flat == QLatin1String("RltdPties/Cdtr/Nm") || path == QLatin1String("RltdPties/Cdtr/Agt/FinInstnId/Nm")) {
            t.creditorName = text;
        } else if (path == QLatin1String("RltdPties/DbtrAcct/Id/IBAN") || path == QLatin1String("RltdPties/DbtrAcct/Id/Othr/Id")) {
            t.debtorIban = text;
        } else if (path == QLatin1String("RltdPties/CdtrAcct/Id/IBAN") || path == QLatin1String("RltdPties/CdtrAcct/Id/Othr/Id")) {
            t.creditorIban = text;
        } else if (path == QLatin1String("RmtInf/Ustrd")) {
            if (t.remittance.size() < mostRemittance)
                t.remittance.append(text);
        } else if (path == QLatin1String("RmtInf/Strd/CdtrRefInf/Ref") || path == QLatin1String("RmtInf/Strd/CdtrRefInf/CdtrRef")) {
            if (t.creditorReference.isEmpty())
                t.creditorReference = text;
        } else if (path == QLatin1String("RtrInf/Rsn/Cd") || path == QLatin1String("RtrInf/Rsn/Prtry")) {
            t.returnReason = text;
        } else if (path == QLatin1String("RtrInf/AddtlInf")) {
            t.returnText = text;
        }
    }

    void referenceText(const QString& path, const QString& text)
    {
        BankTransaction& t = transaction_.value;
        if (path == QLatin1String("EndToEndId"))
            t.endToEndId = text;
        else if (path == QLatin1String("InstrId"))
            t.instructionId = text;
        else if (path == QLatin1String("MndtId"))
            t.mandateId = text;
        else if (path == QLatin1String("MsgId"))
            t.messageId = text;
        else if (path == QLatin1String("PmtInfId"))
            t.paymentInformationId = text;
        else if (path == QLatin1String("TxId"))
            t.transactionId = text;
        else if (path == QLatin1String("AcctSvcrRef"))
            t.bankReference = text;
    }

    void endTransaction()
    {
        Amount& amount = transaction_.amount;
        if (amount.text.isEmpty() && !transaction_.detailed.text.isEmpty())
            amount = {transaction_.detailed.text, transaction_.detailed.currency, amount.indicator};
        if (amount.indicator.isEmpty())
            amount.indicator = entry_.amount.indicator;
        transaction_.value.amount = money(amount);
        if (entry_.value.transactions.size() >= mostTransactions)
            fail(CamtTexts::tr("an entry with more than %1 transactions").arg(mostTransactions));
        entry_.value.transactions.append(transaction_.value);
    }

    void tellStatement()
    {
        if (told_)
            return;
        told_ = true;
        listener_.statement(statement_);
    }

    template <class Value>
    struct Building {
        Value value{};
        Amount amount;
        Amount detailed;
    };
    struct EntryBuilding {
        BankEntry value{0, Money{0, Currency::parse(u"EUR")}, false, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}};
        Amount amount;
    };
    struct BalanceBuilding {
        QString code;
        Amount amount;
        BillingDate on;
    };

    QXmlStreamReader xml_;
    const CamtListener& listener_;
    QStringList path_;
    QString text_;
    QString currency_; ///< of the element that ends next: amounts have no children
    QString message_;
    QString messageId_;
    BankStatement statement_;
    BalanceBuilding balance_;
    EntryBuilding entry_;
    Building<BankTransaction> transaction_;
    bool inStatement_ = false;
    bool told_ = false;
    int entries_ = 0;
    int statements_ = 0;
};

} // namespace

int readCamt(QIODevice& in, const CamtListener& listener)
{
    return CamtReader(in, listener).read();
}

} // namespace trunkline::payments
