#include "widgets/noc/asking.h"
