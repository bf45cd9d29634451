// What the filter thinks of replies that it was not taught: `spam_scores GOOD SPAM FOLDS` cuts both files (JSON Lines)
// into as many parts, teaches it all but one, and prints a line for each reply of that one. bench/spam reads them.
#include <boost/json.hpp>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "desk/spam_filter.h"

namespace {

using namespace dateline;

struct Reply {
  std::vector<desk::Clue> clues;
  bool spam = false;
  std::size_t number = 0;
};

void read(const char* path, bool spam, std::vector<Reply>& replies) {
  std::ifstream in(path);
  std::size_t number = 0;
  for (std::string line; std::getline(in, line); ++number) {
    const auto value = boost::json::parse(line);
    const auto text = [&](const char* name) { return std::string(value.at(name).as_string()); };
    replies.push_back({desk::clues_of(text("name"), text("website"), text("text")), spam, number});
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t folds = argc == 4 ? static_cast<std::size_t>(std::atoi(argv[3])) : 0;
  if (folds < 2) {
    std::fputs("usage: spam_scores GOOD SPAM FOLDS\n", stderr);
    return 2;
  }
  std::vector<Reply> replies;
  read(argv[1], false, replies);
  read(argv[2], true, replies);
  for (std::size_t fold = 0; fold < folds; ++fold) {
    desk::SpamFilter filter;
    for (const Reply& reply : replies) {
      if (reply.number % folds != fold) filter.learn(reply.clues, reply.spam);
    }
    for (const Reply& reply : replies) {
      if (reply.number % folds != fold) continue;
      const auto opinion = filter.judge(reply.clues);
      std::printf("%s %zu %.6f", reply.spam ? "spam" : "good", reply.number, opinion.spam);
      for (const std::string& clue : opinion.because) std::printf("\t%s", clue.c_str());
      std::printf("\n");
    }
  }
  return 0;
}
