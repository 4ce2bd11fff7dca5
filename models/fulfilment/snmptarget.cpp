#include "models/fulfilment/snmptarget.h"

namespace trunkline::fulfilment {

static snmp::AuthProtocol authOf(inventory::AuthProtocol protocol)
{
    switch (protocol) {
    case inventory::AuthProtocol::None: return snmp::AuthProtocol::None;
    case inventory::AuthProtocol::Md5: return snmp::AuthProtocol::Md5;
    case inventory::AuthProtocol::Sha1: return snmp::AuthProtocol::Sha1;
    case inventory::AuthProtocol::Sha256: return snmp::AuthProtocol::Sha256;
    }
    return snmp::AuthProtocol::None;
}

static snmp::PrivProtocol privOf(inventory::PrivProtocol protocol)
{
    switch (protocol) {
    case inventory::PrivProtocol::None: return snmp::PrivProtocol::None;
    case inventory::PrivProtocol::Des: return snmp::PrivProtocol::Des;
    case inventory::PrivProtocol::Aes128: return snmp::PrivProtocol::Aes128;
    }
    return snmp::PrivProtocol::None;
}

static snmp::Version versionOf(inventory::SnmpVersion version)
{
    switch (version) {
    case inventory::SnmpVersion::V1: return snmp::Version::V1;
    case inventory::SnmpVersion::V2c: return snmp::Version::V2c;
    case inventory::SnmpVersion::V3: return snmp::Version::V3;
    }
    return snmp::Version::V2c;
}

snmp::Credential snmpCredential(const inventory::Credential& credential)
{
    return {versionOf(credential.version), credential.community,        credential.user,       authOf(credential.auth),
            credential.authPassword,       privOf(credential.priv), credential.privPassword};
}

snmp::Target snmpTarget(const inventory::Device& device, const inventory::Credential& credential)
{
    snmp::Target target;
    target.address = device.address;
    target.port = device.snmpPort;
    target.credential = snmpCredential(credential);
    return target;
}

} // namespace trunkline::fulfilment
