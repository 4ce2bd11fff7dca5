// Whatever octets arrive: the decoder stays inside them, and what it reads can be written and read again.
#include "snmp/codec.h"
#include "snmp/sweepoperation.h"

#include <cstdint>
#include <cstdlib>

using namespace trunkline::snmp;

namespace {

class Ignore final : public SweepSink {
public:
    void onAnswer(const SweepAnswer& answer) override
    {
        for (const SweepValue& value : answer.values)
            octets_ += value.toValue().toDisplay().size();
    }
    void onEnd(const SweepEnd&) override {}

private:
    qsizetype octets_ = 0;
};

void require(bool holds)
{
    if (!holds)
        std::abort();
}

/// A v3 user whose keys the fuzzer does not have; for what comes before the digest is looked at, and decryption.
const UsmUser& user()
{
    static const UsmUser one = [] {
        codec::initialise({});
        Credential credential;
        credential.version = Version::V3;
        credential.user = QStringLiteral("fuzz");
        credential.auth = AuthProtocol::Sha1;
        credential.authPassword = "auth-secret-1";
        credential.priv = PrivProtocol::Aes128;
        credential.privPassword = "priv-secret-1";
        return UsmUser(*LocalisedUser::derive(credential, QByteArray::fromHex("80001f8880aabbccdd")));
    }();
    return one;
}

void readList(QByteArrayView list)
{
    const auto binds = readBinds(list);
    if (!binds)
        return;
    BerWriter writer;
    writer.varBinds(*binds);
    require(readBinds(writer.view()) == binds);
}

/// As answers to a sweep: it must end whatever it is told, and ask for something sensible until then.
void answerSweep(const PduView& pdu)
{
    static const auto plan = std::make_shared<PollPlan>(
        QList<Oid>{{1, 3, 6, 1, 2, 1, 1, 5, 0}}, QList<PollPlan::Table>{{Oid{1, 3, 6, 1, 2, 1, 2, 2, 1}, {1, 2, 10}}, {Oid{1, 3, 6, 1, 2, 1, 31, 1, 1, 1}, {6}}}, 10'000);
    static const auto sink = std::make_shared<Ignore>();
    DeviceMemory memory;
    SweepOperation sweep({{}, plan, sink, {}});
    sweep.begin(memory);
    int asked = 0;
    for (auto verdict = Operation::Verdict::More; verdict == Operation::Verdict::More; ++asked) {
        require(asked < 100'000);
        BerWriter writer;
        const Question question = sweep.write(writer);
        require(question.maxRepetitions >= 1 && readBinds(writer.view()).has_value());
        verdict = sweep.accept(pdu, asked);
    }
    sweep.end(sweep.takeReply());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    QByteArray bytes(reinterpret_cast<const char*>(data), qsizetype(size));
    const auto envelope = readEnvelope(bytes);
    if (!envelope)
        return 0;
    if (envelope->version == 3) {
        const std::span<char> message(bytes.data(), std::size_t(bytes.size()));
        user().verify(message, *envelope);
        if (const auto pdu = readScopedPdu(user().open(message, *envelope)))
            readList(pdu->binds);
        return 0;
    }
    TrapV1Header header;
    VarBinds binds;
    readTrapV1(envelope->data, header, binds);
    if (const auto pdu = readPdu(envelope->data)) {
        readList(pdu->binds);
        answerSweep(*pdu);
    }
    return 0;
}
