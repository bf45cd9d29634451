// Runs html5lib's suite of tree construction, with scripting off. It is not part of the repository: set
// DATELINE_CORPORA to the folder that holds html5lib/. `markup_test --gtest_filter='Html5lib.*'` prints the counts of
// all its suites (tokenizer: tokenizer_test.cc, encoding: encoding_test.cc).

#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <iomanip>
#include <iostream>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "base/file.h"
#include "markup/html.h"
#include "markup/testing/oracles.h"
#include "markup/testing/outline.h"

namespace dateline::markup {
namespace {

/// Tests that fail, by file and number, and why. The suite passes with these, and only with these.
struct Miss {
  std::string_view file;
  int number;
  std::string_view reason;
};
constexpr std::string_view kMirror =
    "an option that is chosen is mirrored into selectedcontent: whoever reads the page would read it twice";
constexpr auto kMisses = std::to_array<Miss>({
    {"webkit02.dat", 45, kMirror},
    {"webkit02.dat", 46, kMirror},
    {"webkit02.dat", 47, kMirror},
    {"webkit02.dat", 48, kMirror},
});

struct SuiteTest {
  std::string data;
  std::string context;  ///< "" for a whole page.
  bool with_script = false;
  std::string tree;
};

/// A suite's file: "#data", "#errors", ... "#document", each followed by its lines.
std::vector<SuiteTest> read_suite(std::string_view file) {
  std::vector<SuiteTest> tests;
  constexpr std::string_view kStart = "#data\n";
  while (file.starts_with(kStart)) {
    const std::size_t next = file.find("\n\n#data\n");
    std::string_view text = file.substr(kStart.size(), next == file.npos ? next : next + 1 - kStart.size());
    file.remove_prefix(next == file.npos ? file.size() : next + 2);
    const auto cut_until = [&text](std::string_view marker) {
      const std::size_t at = text.find(marker);
      const std::string_view before = text.substr(0, at);
      text.remove_prefix(at == text.npos ? text.size() : at + marker.size());
      return before;
    };
    SuiteTest test;
    // Empty data has no line of its own.
    test.data = text.starts_with("#errors\n") ? cut_until("#errors\n") : cut_until("\n#errors\n");
    std::string_view flags = cut_until("#document\n");
    test.with_script = flags.find("#script-on\n") != flags.npos;
    constexpr std::string_view kFragment = "#document-fragment\n";
    if (const std::size_t at = flags.find(kFragment); at != flags.npos) {
      flags.remove_prefix(at + kFragment.size());
      test.context = flags.substr(0, flags.find('\n'));
    }
    test.tree = text;
    if (!test.tree.ends_with('\n')) test.tree += '\n';
    while (test.tree.ends_with("\n\n")) test.tree.pop_back();
    tests.push_back(std::move(test));
  }
  return tests;
}

/// "svg path" is the context "path" of svg.
std::pair<std::string_view, Space> context_of(const SuiteTest& test) {
  const std::string_view context = test.context;
  if (context.starts_with("svg ")) return {context.substr(4), Space::kSvg};
  if (context.starts_with("math ")) return {context.substr(5), Space::kMathMl};
  return {context, Space::kHtml};
}

testing::Outline outline_by_us(const SuiteTest& test) {
  if (test.context.empty()) return testing::outline_of(Document::parse(test.data).value().top());
  const auto [context, space] = context_of(test);
  return testing::outline_of(Document::parse_fragment(test.data, context, space).value().root());
}

std::string tree_of(const SuiteTest& test) {
  return in_suite_form(outline_by_us(test));
}

/// Every test, by its file's name and its number in the file, from 1.
void for_each_test(const std::filesystem::path& folder,
                   const std::function<void(const std::string& file, int number, const SuiteTest&)>& run) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".dat") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  for (const auto& path : files) {
    int number = 0;
    for (const auto& test : read_suite(read_file(path).value())) {
      run(std::filesystem::relative(path, folder).string(), ++number, test);
    }
  }
}

std::optional<std::filesystem::path> suite_folder() {
  const char* corpora = std::getenv("DATELINE_CORPORA");
  if (!corpora) return std::nullopt;
  return std::filesystem::path(corpora) / "html5lib" / "tree-construction";
}

struct Tally {
  int passed = 0, tried = 0;
  int with_script = 0;  ///< Not tried: nothing runs here.
  void add(const Tally& other) {
    passed += other.passed;
    tried += other.tried;
    with_script += other.with_script;
  }
};

std::ostream& operator<<(std::ostream& out, const Tally& tally) {
  out << tally.passed << " of " << tally.tried;
  if (tally.tried) out << ", " << std::fixed << std::setprecision(2) << 100.0 * tally.passed / tally.tried << " %";
  if (tally.with_script) out << "; not applicable, since they need a script: " << tally.with_script;
  return out;
}

TEST(Html5lib, TreeConstruction) {
  const auto folder = suite_folder();
  if (!folder) GTEST_SKIP() << "DATELINE_CORPORA is not set";
  std::map<std::string, Tally> files;
  int explained = 0;
  std::ostringstream misses;
  for_each_test(*folder, [&](const std::string& file, int number, const SuiteTest& test) {
    Tally& tally = files[file];
    if (test.with_script) {
      ++tally.with_script;
      return;
    }
    ++tally.tried;
    const auto* miss =
        std::ranges::find_if(kMisses, [&](const Miss& one) { return one.file == file && one.number == number; });
    const std::string tree = tree_of(test);
    if (tree == test.tree) {
      ++tally.passed;
      EXPECT_TRUE(miss == kMisses.end()) << file << " #" << number << " passes, but is listed as a miss";
      return;
    }
    misses << "  tree/" << file << " #" << number;
    if (!test.context.empty()) misses << " in " << test.context;
    misses << ": " << test.data << '\n';
    if (miss != kMisses.end()) {
      ++explained;
      misses << "    " << miss->reason << '\n';
    } else if (std::getenv("TREES")) {
      misses << "expected\n" << test.tree << "found\n" << tree;
    }
  });
  Tally total;
  for (const auto& [file, tally] : files) {
    std::cout << "tree/" << file << ' ' << tally << '\n';
    total.add(tally);
  }
  const int missed = total.tried - total.passed;
  std::cout << "tree, all: " << total << "\ntree, misses: " << missed << '\n' << misses.str();
  EXPECT_GE(total.tried, 1700);  // A suite that is not read passes, too.
  EXPECT_GE(1000 * total.passed, 997 * total.tried);
  EXPECT_EQ(missed, explained) << "misses without a reason in kMisses; TREES=1 prints their trees";
}

// The control: two parsers that are known to be good, but older than parts of the standard.
TEST(Html5lib, TreeConstructionByTheOracles) {
  const auto folder = suite_folder();
  if (!folder) GTEST_SKIP() << "DATELINE_CORPORA is not set";
  Tally gumbo, myhtml;
  for_each_test(*folder, [&](const std::string&, int, const SuiteTest& test) {
    if (test.with_script) return;
    ++myhtml.tried;
    const auto [context, space] = context_of(test);
    const bool whole = test.context.empty();
    myhtml.passed += in_suite_form(whole ? testing::myhtml_outline(test.data)
                                         : testing::myhtml_outline_of_fragment(test.data, context, space)) == test.tree;
    if (!whole) return;
    ++gumbo.tried;
    gumbo.passed += in_suite_form(testing::gumbo_outline(test.data)) == test.tree;
  });
  std::cout << "tree, by gumbo, without fragments: " << gumbo << "\ntree, by MyHTML: " << myhtml << '\n';
  EXPECT_GE(100 * gumbo.passed, 95 * gumbo.tried);
  EXPECT_LT(gumbo.passed, gumbo.tried);  // Neither knows the select of 2025.
  EXPECT_GE(100 * myhtml.passed, 96 * myhtml.tried);
  EXPECT_LT(myhtml.passed, myhtml.tried);
}

// A wrong tree must be seen, and flags must be read.
TEST(Html5libSuite, IsReadAndCompared) {
  const auto tests = read_suite(
      "#data\n<p>a\n\n<p>b\n#errors\n(1,3): no doctype\n#document\n| <html>\n|   <head>\n|   <body>\n|     <p>\n"
      "|       \"a\n\n\"\n|     <p>\n|       \"b\"\n\n"
      "#data\n#errors\n#document-fragment\nmath mi\n#script-on\n#document\n\n"
      "#data\nx\n#errors\n#script-off\n#document-fragment\ntd\n#document\n| \"y\"\n");
  ASSERT_EQ(tests.size(), 3u);
  EXPECT_EQ(tests[0].data, "<p>a\n\n<p>b");
  EXPECT_EQ(tree_of(tests[0]), tests[0].tree);
  EXPECT_EQ(tests[1].data, "");
  EXPECT_EQ(tests[1].context, "math mi");
  EXPECT_TRUE(tests[1].with_script);
  EXPECT_FALSE(tests[2].with_script);
  EXPECT_EQ(tests[2].context, "td");
  EXPECT_NE(tree_of(tests[2]), tests[2].tree);
}

}  // namespace
}  // namespace dateline::markup
