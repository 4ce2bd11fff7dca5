// What a run found, as it is kept until somebody agrees to it.
#include "models/collection/discoverydiff.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace trunkline::collection {

static QJsonObject jsonOfPort(const inventory::FoundPort& port)
{
    return {{"name", port.name}, {"ifIndex", port.ifIndex}, {"alias", port.alias}, {"description", port.description}, {"mac", port.mac}, {"ifType", port.ifType},
            {"admin", inventory::nameOf(port.adminState)}, {"oper", inventory::nameOf(port.operState)}, {"speedBps", port.speedBps}};
}

static inventory::FoundPort portFromJson(const QJsonObject& json)
{
    return {json["name"].toString(), json["ifIndex"].toInteger(), json["alias"].toString(), json["description"].toString(), json["mac"].toString(),
            json["ifType"].toInt(), inventory::adminStateNamed(json["admin"].toString()), inventory::operStateNamed(json["oper"].toString()),
            json["speedBps"].toInteger()};
}

/// The texts of a device, each with the name it is kept under.
static const std::pair<const char*, QString inventory::FoundDevice::*> deviceTexts[] = {
    {"sysName", &inventory::FoundDevice::sysName}, {"description", &inventory::FoundDevice::description},
    {"sysObjectId", &inventory::FoundDevice::sysObjectId}, {"location", &inventory::FoundDevice::location},
    {"address", &inventory::FoundDevice::address}, {"domain", &inventory::FoundDevice::domain}, {"kind", &inventory::FoundDevice::kind},
    {"vendor", &inventory::FoundDevice::vendor}, {"model", &inventory::FoundDevice::model},
    {"softwareVersion", &inventory::FoundDevice::softwareVersion}, {"serialNumber", &inventory::FoundDevice::serialNumber},
    {"baseMac", &inventory::FoundDevice::baseMac}};

static QJsonObject jsonOfDevice(const inventory::FoundDevice& device)
{
    QJsonObject json{{"snmpPort", device.snmpPort}, {"credential", device.credentialId.toString()}, {"engineId", QString::fromLatin1(device.engineId.toHex())},
                     {"addresses", QJsonArray::fromStringList(device.addresses)}};
    for (const auto& [name, field] : deviceTexts)
        json.insert(QLatin1String(name), device.*field);
    QJsonArray ports;
    for (const inventory::FoundPort& port : device.ports)
        ports.append(jsonOfPort(port));
    json.insert(QStringLiteral("ports"), ports);
    return json;
}

static QStringList stringsIn(const QJsonValue& array)
{
    QStringList strings;
    for (const QJsonValue& value : array.toArray())
        strings.append(value.toString());
    return strings;
}

static inventory::FoundDevice deviceFromJson(const QJsonObject& json)
{
    inventory::FoundDevice device;
    for (const auto& [name, field] : deviceTexts)
        device.*field = json[QLatin1String(name)].toString();
    device.snmpPort = quint16(json["snmpPort"].toInt());
    device.credentialId = CredentialId::fromString(json["credential"].toString());
    device.engineId = QByteArray::fromHex(json["engineId"].toString().toLatin1());
    device.addresses = stringsIn(json["addresses"]);
    for (const QJsonValue& port : json["ports"].toArray())
        device.ports.append(portFromJson(port.toObject()));
    return device;
}

static QJsonObject jsonOfLink(const LinkEnds& link)
{
    QJsonArray evidence;
    for (const LinkWitness& witness : link.evidence)
        evidence.append(QJsonArray{witness.kind, witness.atA});
    return {{"a", link.aDevice}, {"aPort", link.aPort}, {"b", link.bDevice}, {"bPort", link.bPort}, {"evidence", evidence}};
}

static LinkEnds linkFromJson(const QJsonObject& json)
{
    LinkEnds link{json["a"].toInteger(), json["aPort"].toString(), json["b"].toInteger(), json["bPort"].toString(), {}};
    for (const QJsonValue& witness : json["evidence"].toArray())
        link.evidence.append({witness[0].toString(), witness[1].toBool()});
    return link;
}

QByteArray packed(const FoundNetwork& found)
{
    QJsonArray devices, links;
    for (const inventory::FoundDevice& device : found.devices)
        devices.append(jsonOfDevice(device));
    for (const LinkEnds& link : found.links)
        links.append(jsonOfLink(link));
    const QJsonObject json{{"devices", devices}, {"links", links}, {"silent", QJsonArray::fromStringList(found.silent)},
                           {"failures", QJsonArray::fromStringList(found.failures)}, {"domain", found.domain}, {"complete", found.complete}};
    return qCompress(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

FoundNetwork unpacked(const QByteArray& bytes)
{
    const QJsonObject json = QJsonDocument::fromJson(qUncompress(bytes)).object();
    FoundNetwork found;
    for (const QJsonValue& device : json["devices"].toArray())
        found.devices.append(deviceFromJson(device.toObject()));
    for (const QJsonValue& link : json["links"].toArray())
        found.links.append(linkFromJson(link.toObject()));
    found.silent = stringsIn(json["silent"]);
    found.failures = stringsIn(json["failures"]);
    found.domain = json["domain"].toString();
    found.complete = json["complete"].toBool();
    return found;
}

FoundNetwork foundNetwork(const DiscoveryFindings& findings)
{
    FoundNetwork found;
    for (const DiscoveredDevice& device : findings.devices)
        found.devices.append(device.found);
    found.links = linksBetween(findings.devices);
    found.silent = findings.silent;
    for (const DiscoveryFailure& failure : findings.failures)
        found.failures.append(failure.sentence);
    found.domain = findings.domain;
    found.complete = !findings.cancelled && findings.leftOut == 0;
    return found;
}

} // namespace trunkline::collection
