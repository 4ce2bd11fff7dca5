// A tariff of the size that a carrier has, and numbers to call.
#pragma once

#include "models/catalogue/tariff.h"
#include "models/rating/usagemapping.h"

#include <random>
#include <string>

namespace trunkline::bench {

std::string digits(std::mt19937_64& random, std::size_t length);

/// 100,000 prefixes in 500 zones; by day and evening, at weekends and on holidays; the first minute whole, a connection fee, a
/// minimum and a cap. Numbers without a zone cost the price for elsewhere.
catalogue::Tariff voiceTariff();

/// The number of a subscriber, from 0.
QString subscriberNumber(int subscriber);
/// A file of calls with one line each, and how it is read; The same for the same seed.
struct CallFile {
    int seed = 0;
    int calls = 0;
    int subscribers = 0;
    std::int64_t startS = 0; ///< of the first call
    int callsASecond = 12;
    int numbersEach = 0; ///< how many a subscriber calls; 0: any
};
QByteArray textOf(const CallFile& file);
rating::UsageMapping callMapping();

} // namespace trunkline::bench
