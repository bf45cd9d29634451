#include "base/result.h"

#include <cstdio>
#include <cstdlib>

namespace dateline {

void check_failed(const char* condition, const char* file, int line) {
  // Not the log: it may be what is broken, and the process ends here.
  std::fprintf(stderr, "%s:%d: broken invariant: %s; this is a bug in dateline\n", file, line, condition);
  std::abort();
}

}  // namespace dateline
