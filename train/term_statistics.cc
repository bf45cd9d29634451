// In how many articles each term of a language stands: reads plain text from standard input, prints a table for
// src/story/background. `term_statistics LANGUAGE [LEAST [MOST]] < text`: terms of at least LEAST articles (3), at most
// MOST of them (20000). The text need not be cut into articles: every 1,500 bytes or so, at a full stop, one is taken
// to end.
#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "text/terms.h"
#include "text/tokens.h"
#include "text/utf8.h"

int main(int argc, char** argv) {
  using namespace dateline;
  if (argc < 2) {
    std::cerr << "usage: term_statistics LANGUAGE [LEAST [MOST]] < text\n";
    return 2;
  }
  const std::string language = argv[1];
  const int least = argc > 2 ? std::atoi(argv[2]) : 3;
  const std::size_t most = argc > 3 ? std::strtoul(argv[3], nullptr, 10) : 20'000;
  constexpr std::size_t kArticle = 1500;

  const std::string text{std::istreambuf_iterator<char>(std::cin), {}};
  text::Tokenizer tokenizer;
  std::map<std::string, int> counts;
  int articles = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = text.find_first_of(".\n", std::min(text.size(), begin + kArticle));
    end = end == std::string::npos ? text.size() : end + 1;
    const std::string_view part = std::string_view(text).substr(begin, end - begin);
    begin = end;
    ++articles;
    std::set<std::string> found;
    for (const text::Token& token : tokenizer.tokens(part, language)) {
      if (!token.is_term) continue;
      if (token.number) {
        found.insert(text::bare_word(text::fold(token.text)));
      } else {
        for (std::string& term : text::terms(token.text, language)) found.insert(std::move(term));
      }
    }
    for (const std::string& name : text::names(part, language)) {
      if (name.find(' ') != std::string::npos) found.insert("“" + name + "”");
    }
    for (const std::string& term : found) ++counts[term];
  }

  std::vector<std::pair<int, std::string>> table;
  for (const auto& [term, count] : counts) {
    if (count >= least && term.find_first_of("\t\n") == std::string::npos) table.emplace_back(-count, term);
  }
  std::ranges::sort(table);
  if (table.size() > most) table.resize(most);
  std::cout << "#\t" << articles << "\n";
  for (const auto& [count, term] : table) std::cout << term << "\t" << -count << "\n";
}
