#include "models/fault/payload.h"

#include <utility>

namespace trunkline::fault {

Payload Payload::fromTexts(QString own, QString common)
{
    Payload payload(store::JsonText::fromText(std::move(own)));
    payload.common_ = std::move(common);
    return payload;
}

store::JsonText Payload::json() const
{
    if (common_.isEmpty())
        return own_;
    auto all = store::JsonText::fromText(common_);
    all.append(own_);
    return all;
}

void Payload::share()
{
    if (own_.isEmpty())
        return;
    common_ = text();
    own_ = {};
}

} // namespace trunkline::fault
