// Not built: what the test `layers` must refuse, in a module that names only base and text (see tests/CMakeLists.txt).
#include "../store/store.h"
#include "base/result.h"
#include "store/store.h"
