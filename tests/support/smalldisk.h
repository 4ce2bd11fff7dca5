// Disks that are full, by two ways of the system.
#pragma once

#include <QFile>
#include <QTemporaryDir>

#include <csignal>
#include <sys/mount.h>
#include <sys/resource.h>

namespace trunkline::test {

/// A file system of its own for whatever is created while it exists; full at a word.
class SmallDisk {
public:
    SmallDisk() : temporary_(qgetenv("TMPDIR")), mounted_(::mount("tmpfs", folder_.path().toLocal8Bit(), "tmpfs", 0, "size=8m") == 0)
    {
        if (mounted_)
            qputenv("TMPDIR", folder_.path().toLocal8Bit());
    }
    ~SmallDisk()
    {
        temporary_.isEmpty() ? qunsetenv("TMPDIR") : qputenv("TMPDIR", temporary_);
        if (mounted_)
            ::umount2(folder_.path().toLocal8Bit(), MNT_DETACH);
    }
    Q_DISABLE_COPY(SmallDisk)

    bool isMounted() const { return mounted_; }
    void fill(bool full)
    {
        QFile ballast(folder_.filePath(QStringLiteral("ballast")));
        if (!full) {
            ballast.remove();
            return;
        }
        if (!ballast.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
            qFatal("The small disk takes no file");
        for (qint64 size = 1 << 20; size > 0; size /= 2)
            while (ballast.write(QByteArray(size, 'x')) == size) { }
    }

private:
    QTemporaryDir folder_;
    QByteArray temporary_;
    bool mounted_;
};

/// No file of this process may be written while it forbids so.
class FileLimit {
public:
    FileLimit() { std::signal(SIGXFSZ, SIG_IGN); } // else it ends the program instead of the write
    ~FileLimit() { forbid(false); }
    Q_DISABLE_COPY(FileLimit)

    void forbid(bool forbidden)
    {
        rlimit limit{};
        ::getrlimit(RLIMIT_FSIZE, &limit);
        limit.rlim_cur = forbidden ? 0 : limit.rlim_max;
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
};

} // namespace trunkline::test
