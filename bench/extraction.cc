// How well and how fast pages are read: `extraction [--worst N SET]`, with DATELINE_CORPORA naming the folder that
// holds extraction/. Text is scored on shingles of four words (the multiset of every four in a row): precision and
// recall are averaged over pages, F1 is of the two means. A title is right when it is the same but for case and
// punctuation, a date when it names the same day, authors when the sets of names are the same. A page that gives
// nothing counts as empty.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>
#include <unistd.h>

#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "article/extract.h"
#include "base/file.h"
#include "classes.h"
#include "text/date.h"
#include "text/utf8.h"

namespace dateline::bench {
namespace {

namespace json = boost::json;
using article::Reading;

// --- What is right ---

struct Truth {
  std::string page_type, title, date, text;
  std::vector<std::string> authors;
};

std::filesystem::path folder_of(const std::string& set) {
  const char* corpora = std::getenv("DATELINE_CORPORA");
  DATELINE_CHECK(corpora && "set DATELINE_CORPORA to the folder that holds extraction/");
  return std::filesystem::path(corpora) / "extraction" / set;
}

std::map<std::string, Truth> truth_of(const std::string& set) {
  std::map<std::string, Truth> pages;
  const json::value all = json::parse(read_file(folder_of(set) / "truth.json", std::size_t{1} << 28).value());
  for (const auto& [name, value] : all.as_object()) {
    const json::object& page = value.as_object();
    const auto text = [&](std::string_view key) {
      const json::value* field = page.if_contains(key);
      return field && field->is_string() ? std::string(field->as_string()) : std::string();
    };
    Truth truth{text("page_type"), text("title"), text("date"), text("text"), {}};
    if (const json::value* authors = page.if_contains("authors"); authors && authors->is_array()) {
      for (const json::value& author : authors->as_array()) truth.authors.emplace_back(author.as_string());
    }
    pages.emplace(std::string(name), std::move(truth));
  }
  return pages;
}

// --- Scoring ---

/// Runs of letters, digits and "_", as they stand.
std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> found;
  constexpr std::uint32_t kInWords = U_GC_L_MASK | U_GC_N_MASK;
  std::size_t begin = 0;
  bool inside = false;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t at = i;
    UChar32 c;
    U8_NEXT(text.data(), i, text.size(), c);
    const bool in_word = c == '_' || (c >= 0 && (U_MASK(u_charType(c)) & kInWords));
    if (in_word && !inside) begin = at;
    if (!in_word && inside) found.push_back(text.substr(begin, at - begin));
    inside = in_word;
  }
  if (inside) found.push_back(text.substr(begin));
  return found;
}

std::string folded(std::string_view text) {
  std::string out;
  const std::string plain = text::fold(text);
  for (const std::string_view word : words(plain)) out.append(out.empty() ? "" : " ").append(word);
  return out;
}

std::unordered_map<std::string, int> shingles(std::string_view text) {
  constexpr std::size_t kWords = 4;
  const std::vector<std::string_view> all = words(text);
  std::unordered_map<std::string, int> counts;
  for (std::size_t i = 0; i == 0 || i + kWords <= all.size(); ++i) {
    std::string shingle;
    for (std::size_t j = i; j < std::min(i + kWords, all.size()); ++j) shingle.append(all[j]).append(" ");
    if (!shingle.empty()) ++counts[shingle];
  }
  return counts;
}

struct Share {
  int right = 0, of = 0;
  void add(bool is_right) {
    right += is_right;
    ++of;
  }
  double value() const { return of ? static_cast<double>(right) / of : 0; }
};
struct Mean {
  double sum = 0;
  int of = 0;
  void add(double value) {
    sum += value;
    ++of;
  }
  double value() const { return of ? sum / of : 0; }
};
double f1(double precision, double recall) {
  return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
}

struct Score {
  Mean precision, recall, exact;
  Share title, date, authors;
  std::vector<std::pair<double, std::string>> pages;

  double text() const { return f1(precision.value(), recall.value()); }

  void add(const std::string& name, const Truth& truth, const Reading* found) {
    const std::string text = found ? found->article.text : "";
    const auto right = shingles(truth.text), got = shingles(text);
    int hit = 0, all_right = 0, all_got = 0;
    for (const auto& [shingle, count] : right) {
      all_right += count;
      if (const auto same = got.find(shingle); same != got.end()) hit += std::min(count, same->second);
    }
    for (const auto& [shingle, count] : got) all_got += count;
    const double p = all_got ? 1.0 * hit / all_got : 0, r = all_right ? 1.0 * hit / all_right : 0;
    if (all_got) precision.add(p);
    if (all_right) recall.add(r);
    if (!all_got && !all_right) precision.add(1), recall.add(1);
    exact.add(words(truth.text) == words(text));
    pages.emplace_back(f1(p, r), name);
    if (!truth.title.empty()) title.add(found && folded(truth.title) == folded(found->article.headline));
    if (!truth.date.empty()) {
      const bool dated = found && found->article.published_at;
      const std::string day =
          dated ? text::format_local({*found->article.published_at, found->published_offset, true}).substr(0, 10) : "";
      date.add(dated && truth.date.substr(0, 10) == day);
    }
    if (!truth.authors.empty()) {
      std::set<std::string> named, claimed;
      for (const std::string& author : truth.authors) named.insert(folded(author));
      if (found) {
        for (const std::string& author : found->article.authors) claimed.insert(folded(author));
      }
      authors.add(named == claimed);
    }
  }
};

// --- What is measured ---

struct Set {
  std::map<std::string, Truth> truth;
  std::map<std::string, Reading> readings;
  std::vector<std::filesystem::path> files;
  double seconds = 0;  ///< Of this thread's CPU, for reading all of them.
  std::size_t bytes = 0;
};

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

Set read_set(const std::string& name) {
  Set set;
  set.truth = truth_of(name);
  for (const auto& entry : std::filesystem::directory_iterator(folder_of(name) / "html")) {
    set.files.push_back(entry.path());
  }
  std::ranges::sort(set.files);
  for (const auto& file : set.files) {
    wire::FetchedPage page;
    page.body = read_file(file).value();
    if (is_gzip(page.body)) page.body = gunzip(page.body).value();
    set.bytes += page.body.size();
    const double before = cpu_seconds();
    auto reading = article::read_page(page);
    set.seconds += cpu_seconds() - before;
    const std::string id = file.filename().string();
    if (reading) set.readings.emplace(id.substr(0, id.find(".html")), std::move(*reading));
  }
  return set;
}

Score score(const Set& set, std::string_view page_type = "") {
  Score total;
  for (const auto& [name, truth] : set.truth) {
    if (!page_type.empty() && truth.page_type != page_type) continue;
    const auto reading = set.readings.find(name);
    total.add(name, truth, reading == set.readings.end() ? nullptr : &reading->second);
  }
  return total;
}

void print(const char* what, double value, double goal, const char* peer) {
  std::printf("%-34s %6.3f   goal %.3f  %-6s   %s\n", what, value, goal, value >= goal ? "met" : "MISSED", peer);
}

/// Of "kind", where the truth tells articles from other pages.
void print_kinds(const Set& set) {
  Share said, known;  // Of those we call no article; of those that are none.
  for (const auto& [name, truth] : set.truth) {
    const auto reading = set.readings.find(name);
    if (reading == set.readings.end()) continue;
    const bool none = truth.page_type != "article";
    const bool called_none = reading->second.kind != article::PageKind::kArticle;
    if (called_none) said.add(none);
    if (none) known.add(called_none);
  }
  std::printf("%-34s %6.3f of %d so called; found %.3f of %d\n", "no articles: rightly", said.value(), said.of,
              known.value(), known.of);
}

/// The command itself over all files, on all cores.
void print_command(const Set& set) {
  std::fflush(stdout);  // Or the child would say it again.
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child == 0) {
    DATELINE_CHECK(std::freopen("/dev/null", "w", stdout) && std::freopen("/dev/null", "w", stderr));
    const std::string binary = std::filesystem::read_symlink("/proc/self/exe").parent_path() / "dateline";
    std::vector<std::string> words = {binary, "extract"};
    for (const auto& file : set.files) words.push_back(file.string());
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    execv(binary.c_str(), arguments.data());
    _exit(127);
  }
  int status = 0;
  rusage usage{};
  wait4(child, &status, 0, &usage);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  DATELINE_CHECK(WIFEXITED(status) && WEXITSTATUS(status) != 127 && "build the target dateline, too");
  const double megabytes = static_cast<double>(usage.ru_maxrss) / 1024;
  std::printf("%-34s %6.0f   goal 100    %-6s   trafilatura 141-167, readability.js 400-1,200\n",
              "peak memory of the command, MB", megabytes, megabytes <= 100 ? "met" : "MISSED");
  std::printf("%-34s %6.0f   files unpacked and JSON written, all cores\n", "pages a second of the command",
              static_cast<double>(set.files.size()) / seconds.count());
}

int run(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() == 3 && arguments[0] == "--worst") {
    Score worst = score(read_set(arguments[2]));
    std::ranges::sort(worst.pages);
    for (std::size_t i = 0; i < std::min<std::size_t>(std::stoul(arguments[1]), worst.pages.size()); ++i) {
      std::printf("%.3f  %s\n", worst.pages[i].first, worst.pages[i].second.c_str());
    }
    return 0;
  }
  if (!arguments.empty()) {
    std::fprintf(stderr, "usage: extraction [--worst N wcxb|fundus]\n");
    return 2;
  }
  const Set wcxb = read_set("wcxb"), fundus = read_set("fundus");
  const Score articles = score(wcxb, "article"), all = score(wcxb), news = score(fundus);
  print("wcxb, articles: F1", articles.text(), .955, "trafilatura 2.2.0 .929");
  print("wcxb, all kinds: F1", all.text(), .880, "best known .811, on the full set");
  print("fundus: F1", news.text(), .965, "trafilatura 2.2.0 .948");
  print("fundus: title", news.title.value(), .90, "trafilatura .68");
  print("fundus: date", news.date.value(), .98, "trafilatura .97");
  print("fundus: authors", news.authors.value(), .88, "trafilatura .77");
  print("wcxb, articles: title", articles.title.value(), .85, "");
  print("wcxb, articles: date", articles.date.value(), .90, "");
  print("wcxb, articles: authors", articles.authors.value(), .80, "");
  std::printf("%-34s P %.4f R %.4f exact %.3f;  fundus P %.4f R %.4f exact %.3f\n", "wcxb, articles",
              articles.precision.value(), articles.recall.value(), articles.exact.value(), news.precision.value(),
              news.recall.value(), news.exact.value());
  print_kinds(wcxb);
  const double rate = static_cast<double>(wcxb.files.size()) / wcxb.seconds;
  std::printf("%-34s %6.0f   goal 600    %-6s   trafilatura 20-55, go and rust ports up to 71; %.0f MB/s\n",
              "pages a second, one core, raw", rate, rate >= 600 ? "met" : "MISSED",
              static_cast<double>(wcxb.bytes) / wcxb.seconds / 1e6);
  print_command(wcxb);
  std::printf("\n");
  const std::filesystem::path corpora = folder_of("").parent_path().parent_path();
  measure_languages(corpora);
  measure_topics(corpora);
  return 0;
}

}  // namespace
}  // namespace dateline::bench

int main(int argc, char** argv) {
  return dateline::bench::run(argc, argv);
}
