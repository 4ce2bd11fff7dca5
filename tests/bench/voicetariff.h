// A tariff of the size that a carrier has, and numbers to call.
#pragma once

#include "models/catalogue/tariff.h"

#include <random>
#include <string>

namespace trunkline::bench {

std::string digits(std::mt19937_64& random, std::size_t length);

/// 100,000 prefixes in 500 zones; by day and evening, at weekends and on holidays; the first minute whole, a connection fee, a
/// minimum and a cap. Numbers without a zone cost the price for elsewhere.
catalogue::Tariff voiceTariff();

} // namespace trunkline::bench
