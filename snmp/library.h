// net-snmp's own types, for the few files that call it. Its headers define macros for a whole translation unit,
// so these files stay out of unity builds (see CMakeLists.txt), and no other file includes this.
#pragma once

#include "snmp/message.h"

#include <memory>
#include <mutex>

#include <net-snmp/net-snmp-config.h>

#include <net-snmp/net-snmp-includes.h>

namespace trunkline::snmp::library {

/// Debian's net-snmp has no locks: whoever calls it holds this.
std::mutex& mutex();

struct FreePdu {
    void operator()(netsnmp_pdu* pdu) const
    {
        if (pdu->securityStateRef)
            if (const auto* model = find_sec_mod(pdu->securityModel); model && model->pdu_free_state_ref)
                model->pdu_free_state_ref(pdu->securityStateRef);
        pdu->securityStateRef = nullptr;
        snmp_free_pdu(pdu);
    }
};
using PduPtr = std::unique_ptr<netsnmp_pdu, FreePdu>;

QByteArray bytesOf(const void* data, std::size_t size);

/// What a PDU of the library holds, with what the header said.
Message toMessage(const netsnmp_pdu& pdu);
PduPtr emptyPdu();

} // namespace trunkline::snmp::library
