#include "app/ctl/usagearguments.h"

#include "models/core/errors.h"
#include "models/inventory/servicestore.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>

namespace trunkline::ctl {

static QString usageArgumentText(const char* text)
{
    return QCoreApplication::translate("trunklinectl", text);
}

inventory::Service serviceCalled(Session& session, const QString& name)
{
    if (auto found = inventory::serviceNamed(session.connection(), name))
        return *found;
    throw NotFound(usageArgumentText("There is no service “%1”; see “trunklinectl customer show”.").arg(name));
}

QJsonObject documentIn(const QString& path)
{
    constexpr qint64 most = 64 * 1024 * 1024;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        throw NotFound(usageArgumentText("%1 can't be read (%2).").arg(path, file.errorString()));
    if (file.size() > most)
        throw InvalidInput(usageArgumentText("%1 is larger than 64 MiB.").arg(path));
    QJsonParseError error{};
    const QJsonDocument document = QJsonDocument::fromJson(file.read(most), &error);
    if (error.error != QJsonParseError::NoError)
        throw InvalidInput(usageArgumentText("%1 is no JSON: %2 at octet %3.").arg(path, error.errorString()).arg(error.offset));
    if (!document.isObject())
        throw InvalidInput(usageArgumentText("%1 holds no object; write { … }.").arg(path));
    return document.object();
}

qint64 wholeArgument(const QString& text, const QString& what)
{
    bool isNumber = false;
    const qint64 value = text.toLongLong(&isNumber);
    if (!isNumber)
        throw InvalidInput(usageArgumentText("%1 is a whole number, not “%2”.").arg(what, text));
    return value;
}

qint64 wholeOption(const QCommandLineParser& parser, const char* option)
{
    const QString name = QString::fromLatin1(option);
    return wholeArgument(parser.value(name), QStringLiteral("--") + name);
}

} // namespace trunkline::ctl
