#include "snmp/simulator/agent.h"

#include <algorithm>

namespace trunkline::simulator {

/// What a message needs besides its bindings: v1/v2c headers and community, or v3's three headers
/// with an engine twice, a user, a MAC and a salt.
static qsizetype envelopeBytes(Version version)
{
    return version == Version::V3 ? 240 : 110;
}

/// RFC 3584 section 4.4: v1 knows five errors.
static ErrorStatus forVersion1(ErrorStatus status)
{
    switch (status) {
    case ErrorStatus::NoError:
    case ErrorStatus::TooBig:
    case ErrorStatus::NoSuchName:
    case ErrorStatus::BadValue:
    case ErrorStatus::GenErr: return status;
    case ErrorStatus::WrongValue:
    case ErrorStatus::WrongEncoding:
    case ErrorStatus::WrongType:
    case ErrorStatus::WrongLength:
    case ErrorStatus::InconsistentValue: return ErrorStatus::BadValue;
    case ErrorStatus::NoAccess:
    case ErrorStatus::NotWritable:
    case ErrorStatus::NoCreation:
    case ErrorStatus::ReadOnly:
    case ErrorStatus::AuthorizationError: return ErrorStatus::NoSuchName;
    case ErrorStatus::CommitFailed: break;
    }
    return ErrorStatus::GenErr;
}

static Pdu failure(const Pdu& request, Version version, ErrorStatus status, qsizetype index)
{
    Pdu response = request;
    response.type = PduType::Response;
    response.errorStatus = qint32(version == Version::V1 ? forVersion1(status) : status);
    response.errorIndex = qint32(index);
    return response;
}

static Pdu success(const Pdu& request, VarBinds bindings)
{
    Pdu response;
    response.type = PduType::Response;
    response.requestId = request.requestId;
    response.bindings = std::move(bindings);
    return response;
}

/// tooBig carries no bindings in v2 and the request's own in v1.
static Pdu unlessTooBig(const Pdu& request, Pdu response, Version version, const RequestLimits& limits)
{
    qsizetype bytes = envelopeBytes(version);
    for (const VarBind& binding : response.bindings)
        bytes += encodedSize(binding);
    if (bytes <= limits.maxMessageBytes)
        return response;
    Pdu tooBig = failure(request, version, ErrorStatus::TooBig, 0);
    if (version != Version::V1)
        tooBig.bindings.clear();
    return tooBig;
}

/// The next object that this version can carry; endOfMibView behind the last.
static VarBind nextFor(const ObjectSource& objects, Oid oid, Version version)
{
    std::optional<VarBind> found = objects.next(oid);
    while (found && version == Version::V1 && found->value.type == Type::Counter64)
        found = objects.next(found->oid);
    return found ? *found : VarBind{std::move(oid), Value::exception(Type::EndOfMibView)};
}

static Pdu answerGet(const Pdu& request, const ObjectSource& objects, Version version)
{
    const bool stepping = request.type == PduType::GetNext;
    VarBinds bindings;
    for (const VarBind& asked : request.bindings) {
        VarBind found = stepping ? nextFor(objects, asked.oid, version) : VarBind{asked.oid, objects.get(asked.oid)};
        if (version == Version::V1 && (!found.value.exists() || found.value.type == Type::Counter64))
            return failure(request, version, ErrorStatus::NoSuchName, bindings.size() + 1);
        bindings.append(std::move(found));
    }
    return success(request, std::move(bindings));
}

static Pdu answerBulk(const Pdu& request, const ObjectSource& objects, const RequestLimits& limits)
{
    const qsizetype asked = request.bindings.size();
    const qsizetype nonRepeaters = std::clamp<qsizetype>(request.errorStatus, 0, asked);
    const qsizetype repeaters = asked - nonRepeaters;
    const qsizetype repetitions = repeaters ? std::max<qsizetype>(request.errorIndex, 0) : 0;
    VarBinds bindings;
    qsizetype bytes = envelopeBytes(Version::V3);
    const auto add = [&](const Oid& oid) {
        VarBind found = nextFor(objects, oid, Version::V2c);
        bytes += encodedSize(found);
        const qsizetype limit = bindings.isEmpty() ? limits.maxMessageBytes : std::min(limits.bulkBytes, limits.maxMessageBytes);
        if (bytes > limit)
            return false;
        bindings.append(std::move(found));
        return true;
    };
    for (qsizetype i = 0; i < nonRepeaters; ++i)
        if (!add(request.bindings[i].oid))
            return success(request, bindings);
    for (qsizetype row = 0; row < repetitions; ++row) {
        bool moreToCome = false;
        for (qsizetype column = 0; column < repeaters; ++column) {
            // A copy: appending may move the list that it lies in.
            const Oid from = row == 0 ? request.bindings[nonRepeaters + column].oid : bindings[bindings.size() - repeaters].oid;
            if (!add(from))
                return success(request, bindings);
            moreToCome = moreToCome || bindings.back().value.exists();
        }
        if (!moreToCome)
            break;
    }
    return success(request, std::move(bindings));
}

static Pdu answerSet(const Pdu& request, ObjectSource& objects, Version version, bool mayWrite)
{
    for (qsizetype i = 0; i < request.bindings.size(); ++i) {
        const VarBind& wanted = request.bindings[i];
        const ErrorStatus status = mayWrite ? objects.check(wanted.oid, wanted.value) : ErrorStatus::NoAccess;
        if (status != ErrorStatus::NoError)
            return failure(request, version, status, i + 1);
    }
    for (const VarBind& wanted : request.bindings)
        objects.set(wanted.oid, wanted.value);
    return success(request, request.bindings);
}

std::optional<Pdu> respond(const Pdu& request, ObjectSource& objects, Version version, bool mayWrite, const RequestLimits& limits)
{
    switch (request.type) {
    case PduType::Get:
    case PduType::GetNext: return unlessTooBig(request, answerGet(request, objects, version), version, limits);
    case PduType::GetBulk:
        if (version == Version::V1)
            return std::nullopt;
        return answerBulk(request, objects, limits);
    case PduType::Set: return unlessTooBig(request, answerSet(request, objects, version, mayWrite), version, limits);
    default: return std::nullopt;
    }
}

} // namespace trunkline::simulator
