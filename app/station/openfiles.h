// How many files and sockets the program may hold open at once.
#pragma once

namespace trunkline::station {

/// Takes as many as the system grants, up to what a busy collector needs. Throws Error when they are too few to work with:
/// threads that get none are ended by the libraries below us, without a word.
void requireOpenFiles();

} // namespace trunkline::station
