// classes [languages|topics], with DATELINE_CORPORA; see classes.h.
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "classes.h"

int main(int argc, char** argv) {
  const char* corpora = std::getenv("DATELINE_CORPORA");
  const std::string_view what = argc > 1 ? argv[1] : "";
  if (!corpora) {
    std::fputs("classes: no corpora; set DATELINE_CORPORA\n", stderr);
    return 1;
  }
  if (what.empty() || what == "languages") dateline::measure_languages(corpora);
  if (what.empty() || what == "topics") dateline::measure_topics(corpora);
  return 0;
}
