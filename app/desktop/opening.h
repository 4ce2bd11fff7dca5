// What has to happen before a person can work. It waits for the database and the network, so it never runs
// on the thread of the window; the start window shows how it goes.
#pragma once

#include "app/desktop/demonetwork.h"
#include "app/station/station.h"
#include "widgets/desk/desk.h"
#include "widgets/start/welcomepage.h"

#include <functional>
#include <memory>
#include <optional>

namespace trunkline::desktop {

struct OpeningRequest {
    store::DatabaseUrl url;
    QString user = QStringLiteral("admin");
    std::optional<QString> password;               ///< nothing: nobody was asked yet
    bool mayCreate = false;                        ///< a missing SQLite file is made; else it counts as empty
    bool demo = false;                             ///< an empty database becomes the demo operator's
    std::optional<widgets::WelcomeAnswers> answers; ///< an empty database becomes this operator's
    QString keyFile;                               ///< of the seal
    station::StationOptions station;
    quint16 demoPort = DemoNetwork::usualPort;     ///< where a demo operator's network is asked; 0 takes a free one
};

enum class OpeningStep { Connecting, SettingUp, SigningIn, StartingStation, StartingDemo };
/// For people: "Asking the database …".
QString openingStepText(OpeningStep step);

/// What a desktop stands on. Its QObjects live on the thread that opened it until moveToThread().
struct Ground {
    access::Actor actor;
    QString roles; ///< titles, for people
    store::OperatorProfile profile;
    std::unique_ptr<station::Station> station;
    std::unique_ptr<DemoNetwork> demo;             ///< null for real operators
    std::optional<widgets::DiscoveryRequest> look; ///< the welcome was asked to look for devices
    QString complaint;                             ///< what did not go well, and did not stop anybody

    void moveToThread(QThread* thread);
};

struct Opened {
    enum class Next { Welcome, SignIn, Work };
    Next next = Next::Welcome;
    std::shared_ptr<Ground> ground; ///< with Next::Work
};

/// Goes as far as the request lets it. `step` is called on this thread before each step and may throw to stop it.
/// Throws SignInFailed, StoreFailure, NetworkFailure, InvalidInput, Refused.
Opened open(const OpeningRequest& request, const std::function<void(OpeningStep)>& step = [](OpeningStep) {});

} // namespace trunkline::desktop
