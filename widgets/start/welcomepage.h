// The first start, in three steps: which database, whose it is, and where its devices are.
#pragma once

#include "models/store/settings.h"
#include "widgets/start/startpage.h"

#include <functional>

class QFormLayout;
class QLineEdit;
class QRadioButton;
class QStackedWidget;

namespace trunkline::widgets {

class SearchBox;

/// What the welcome asked; nothing of it is written yet.
struct WelcomeAnswers {
    store::OperatorProfile profile;
    QString adminPassword; ///< shared databases only
    QString community;     ///< for reading; empty: no credential yet
    QString firstDevice;   ///< an address; empty: nothing is looked for now
};

class WelcomePage : public StartPage {
    Q_OBJECT
public:
    explicit WelcomePage(QWidget* parent = nullptr);

    /// The first step, with this database chosen.
    void askDatabase(const store::DatabaseUrl& url);
    /// The second step: the database is open, and empty.
    void askOperator(const store::DatabaseUrl& url);

Q_SIGNALS:
    void databaseChosen(const trunkline::store::DatabaseUrl& url);
    void answered(const trunkline::widgets::WelcomeAnswers& answers);
    void demoRequested();

private:
    enum Step { DatabaseStep, OperatorStep, NetworkStep };
    QWidget* databaseStep();
    QWidget* operatorStep();
    QWidget* networkStep();
    void chooseFile();
    void show(Step step);
    void goBack();
    void goOn();
    /// Each throws InvalidInput, which the bar shows.
    store::DatabaseUrl chosenDatabase() const;
    store::OperatorProfile typedOperator() const;

    store::DatabaseUrl url_;
    QStackedWidget* steps_;
    QRadioButton* here_;
    QRadioButton* shared_;
    QLineEdit* file_;
    QLineEdit* address_;
    QLineEdit* name_;
    SearchBox* currency_;
    SearchBox* zone_;
    QFormLayout* who_;
    bool asksPassword_ = false; ///< of “admin”, at a shared database
    QLineEdit* password_;
    QLineEdit* again_;
    QRadioButton* look_;
    QRadioButton* later_;
    QLineEdit* firstDevice_;
    QLineEdit* community_;
    QPushButton* demo_;
    QPushButton* back_;
    QPushButton* next_;
};

} // namespace trunkline::widgets
