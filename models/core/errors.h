// The ways a verb can say no. Each carries one sentence for the person who asked: what, where,
// and what to do. It is shown in exactly one place (the bar in a panel, or standard error).
#pragma once

#include <QString>

#include <exception>

namespace trunkline {

/// The root of all refusals and failures of the world. Rolls the transaction back on its way up.
class Error : public std::exception {
public:
    explicit Error(QString sentence) : sentence_(std::move(sentence)), utf8_(sentence_.toUtf8()) {}
    const QString& sentence() const noexcept { return sentence_; }
    const char* what() const noexcept override { return utf8_.constData(); }

private:
    QString sentence_;
    QByteArray utf8_;
};

/// What was typed or read is no valid input (an impossible date, a malformed file).
class InvalidInput : public Error { using Error::Error; };
/// The thing that was named does not exist.
class NotFound : public Error { using Error::Error; };
/// The state of the business forbids it (port taken, invoice posted).
class Refused : public Error { using Error::Error; };
/// The actor lacks a permission; the sentence names it.
class PermissionMissing : public Error { using Error::Error; };
/// Name and password do not match a user.
class SignInFailed : public Error { using Error::Error; };
/// The database can't be used: locked, read-only, full, newer schema, unreachable.
class StoreFailure : public Error { using Error::Error; };
/// A device did not answer or answered with an error.
class NetworkFailure : public Error { using Error::Error; };

} // namespace trunkline
